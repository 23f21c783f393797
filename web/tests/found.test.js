import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { launch, lettered, open } from './browser.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
/** A product's address, as the shop's page gives it. */
let product = '';
before(async () => {
	[town, browser] = await Promise.all([serveTown(), launch()]);
});
after(async () => {
	await browser?.close();
	await town?.stop();
});

const shop = '/boutique/la-mie-buissonniere';
/** What a person reads of a page, whatever the blanks. @param {import('playwright-core').Page} page */
const words = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ').trim();

test('with scripts off one reads the shops of a town, their products, prices and hours', async () => {
	const { page, close } = await open(browser, town.base, { javaScriptEnabled: false });
	await page.goto('/');
	await page.getByRole('link', { name: 'La place de Dourdan' }).click();
	assert.match(await words(page), /La place de Dourdan .* 1\d boutiques .*La Mie Buissonnière/);
	await page.getByRole('link', { name: 'La Mie Buissonnière' }).click();
	await page.waitForURL(`**${shop}`);
	assert.match(await words(page), /Boulangerie-pâtisserie · Dourdan La Mie Buissonnière (Ouvert|Fermé).* Baguette.* \d,\d\d € .* Horaires Lundi 6 h 45 – 13 h 15 .*Dimanche .* SIRET/);
	product = (await page.getByRole('link', { name: 'Baguette' }).first().getAttribute('href')) ?? '';
	await page.goto('/boutique/l-affinee-du-donjon');
	assert.match(await words(page), /\d,\d\d € le kg/);
	assert.match(product, /^\/produit\/[a-z0-9-]+-prd_/);
	await page.goto(product);
	assert.match(await words(page), /Baguette .*\d,\d\d € .*Allergènes .*gluten .*Vendu par La Mie Buissonnière/i);
	await close();
});

/**
 * Visits pages with scripts and without.
 * @param {{ locale: string, width: number, paths: readonly string[] }} how
 * @returns {Promise<Record<string, unknown>[]>} what each of the two showed
 */
async function drawn({ locale, width, paths }) {
	/** @type {Record<string, unknown>[]} */
	const seen = [];
	for (const javaScriptEnabled of [false, true]) {
		const { page, close } = await open(browser, town.base, { javaScriptEnabled, locale, width, serviceWorkers: 'block' });
		/** @type {Record<string, unknown>} */
		const pages = {};
		for (const path of paths) {
			await page.goto(path);
			await lettered(page);
			const boxes = await page.locator(':is(main, footer), main :is(h1, h2, h3, .slate, .awning, .price, dd)').evaluateAll((them) => them.map((e) => [e.tagName, e.children.length ? '' : e.textContent, ...['x', 'y', 'width', 'height'].map((side) => Math.round(/** @type {any} */ (e.getBoundingClientRect())[side]))].join(' ')));
			assert.ok(boxes.length > 2, path);
			pages[path] = { words: await words(page), boxes, title: await page.title() };
		}
		seen.push(pages);
		await close();
	}
	return seen;
}

test('what the server draws is, to the letter and to the pixel, what the app shows when it has taken over', async () => {
	const all = ['/', '/ville/dourdan', shop, product, '/boutique/l-affinee-du-donjon', '/boutique/nulle-part', '/ville/nulle-part'];
	for (const [locale, width, paths] of /** @type {const} */ ([['fr-FR', 390, all], ['fr-FR', 1280, all.slice(0, 4)], ['en-GB', 390, all.slice(0, 4)]])) {
		let seen = await drawn({ locale, width, paths });
		// Between the two visits a shop may have opened or closed.
		if (!isDeepStrictEqual(seen[1], seen[0])) seen = await drawn({ locale, width, paths });
		assert.deepEqual(seen[1], seen[0], `in ${locale} at ${width} px`);
	}
});

test('a page is shown and used without a single call', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	/** @type {string[]} */
	const calls = [];
	await page.route('**/api/**', (route) => {
		calls.push(route.request().url());
		return route.abort();
	});
	for (const path of ['/', '/ville/dourdan', shop, product]) await page.goto(path, { waitUntil: 'networkidle' });
	await page.getByRole('button', { name: 'Ajouter au panier : Baguette' }).first().click();
	await page.getByRole('link', { name: /Voir le panier|€/ }).waitFor();
	assert.deepEqual(calls, []);
	await close();
});

test('going on within the app reads anew, and a head is not another page’s', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/ville/dourdan');
	assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), `${town.base}/ville/dourdan`);
	await page.getByRole('link', { name: 'La Mie Buissonnière' }).click();
	await page.waitForURL('**/boutique/**');
	const again = page.waitForResponse(/\/api\/v1\/towns\/dourdan\/shops/);
	await page.getByRole('link', { name: 'Dourdan', exact: true }).last().click();
	await again;
	assert.equal(await page.locator('link[rel=canonical]').count(), 0);
	await close();
});

test('a page is shared by what the device shares with, or copied', async () => {
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block', permissions: ['clipboard-read', 'clipboard-write'] });
	await page.goto(`${shop}?from=letter`);
	await page.evaluate(() => Object.defineProperty(navigator, 'share', { value: undefined, configurable: true }));
	await page.getByRole('button', { name: 'Partager' }).click();
	await page.getByText('Adresse copiée').waitFor();
	assert.equal(await page.evaluate(() => navigator.clipboard.readText()), town.base + shop);
	await page.evaluate(() => Object.defineProperty(navigator, 'share', { value: async (/** @type {ShareData} */ what) => (document.title = `${what.title} ${what.url}`), configurable: true }));
	await page.getByRole('button', { name: 'Partager' }).click();
	await page.waitForFunction((url) => document.title === `La Mie Buissonnière ${url}`, town.base + shop);
	await context.clearPermissions();
	await close();
});

test('search engines and previews read what a page is about', async () => {
	const { page, close } = await open(browser, town.base, { javaScriptEnabled: false });
	/** @type {Record<string, RegExp>} */
	const kinds = { '/': /WebSite/, '/ville/dourdan': /ItemList.*BreadcrumbList/, [shop]: /Bakery.*OpeningHoursSpecification.*BreadcrumbList/, [product]: /Product.*Offer.*BreadcrumbList/ };
	for (const [path, kind] of Object.entries(kinds)) {
		const answer = await page.goto(path);
		assert.equal(answer?.headers()['x-robots-tag'], 'noindex, nofollow', 'a demonstration is not indexed');
		assert.equal(await page.locator('meta[name=robots]').getAttribute('content'), 'noindex, nofollow');
		assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), town.base + path);
		assert.ok(((await page.locator('meta[name=description]').getAttribute('content')) ?? '').length > 40);
		assert.ok(((await page.locator('meta[property="og:title"]').getAttribute('content')) ?? '').length > 5);
		const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '');
		const types = JSON.stringify(data, (key, value) => (key === '@type' || typeof value === 'object' || /^\d+$/.test(key) ? value : undefined));
		assert.match(types.replace(/[^A-Za-z]+/g, ' '), kind);
	}
	for (const [path, status, to] of /** @type {const} */ ([['/ville/91200', 308, '/ville/dourdan'], ['/ville/nulle-part', 404, ''], ['/boutique/nulle-part', 404, ''], ['/produit/rien', 404, ''], [product.replace('/produit/', '/produit/autre-'), 308, product]])) {
		const answer = await fetch(town.base + path, { redirect: 'manual' });
		assert.deepEqual([path, answer.status, answer.headers.get('location') ?? ''], [path, status, to]);
	}
	await close();
});

test('nothing that a shop writes gets out of its place', async () => {
	const hostile = '</script><script>document.title="owned"</script>"\'<img src=x onerror=alert(1)> \u202egnp.exe <!--';
	const call = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body, token = '') => {
		const answer = await fetch(`${town.base}/api/v1${path}`, { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...(token && { Authorization: `Bearer ${token}` }) } });
		assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
		return answer.json();
	};
	const { accessToken } = await call('POST', '/sessions', { email: 'nadia@example.org', password: 'panier-en-osier-91' });
	const made = await call('POST', '/shops', { name: hostile.slice(0, 70), trade: 'books', town: '91200', description: hostile }, accessToken);
	const goods = await call('POST', `/shops/${made.id}/products`, { name: hostile.slice(0, 70), description: hostile, category: hostile.slice(0, 40), saleUnit: 'piece', vatRate: 550, published: true, variants: [{ name: '', priceCents: 490, stockMode: 'simple' }] }, accessToken);
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	page.on('dialog', (d) => assert.fail(`a shop said ${d.message()}`));
	for (const path of [`/boutique/${made.slug}`, '/ville/dourdan', `/produit/${goods.id}`]) {
		await page.goto(path, { waitUntil: 'networkidle' });
		assert.notEqual(await page.title(), 'owned');
		assert.match(await page.locator('#app').innerText(), /<script>document.title=/, path);
		assert.equal(await page.locator('#app img[src="x"]').count(), 0);
		JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '');
	}
	await close();
});

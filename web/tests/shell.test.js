import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { addFrom, audit, launch, open, pagesToShow } from './browser.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
	[town, browser] = await Promise.all([serveTown(), launch()]);
});
after(async () => {
	await browser?.close();
	await town?.stop();
});

test('scripts stay within their budgets, and nothing is refused by the policy', async () => {
	// In thousands of bytes, compressed as every browser understands; most are sent fewer.
	for (const [path, most] of /** @type {const} */ ([['/', 60], ['/ville/dourdan', 60], ['/boutique/la-mie-buissonniere', 60], ['', 60], ['/panier', 90], ['/commander', 90]])) {
		const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
		if (most === 90) await addFrom(page, 'la-mie-buissonniere');
		await page.goto(path || (await productOf('la-mie-buissonniere')), { waitUntil: 'networkidle' });
		const scripts = await page.evaluate(() => performance.getEntriesByType('resource').map((e) => e.name).filter((name) => name.endsWith('.js')));
		const sizes = await Promise.all(scripts.map(async (name) => gzipSync(await (await fetch(name)).arrayBuffer()).length));
		const bytes = sizes.reduce((sum, n) => sum + n, 0);
		console.log(JSON.stringify({ page: path || '/produit', scripts: scripts.length, kilobytes: Math.round(bytes / 100) / 10, most }));
		assert.ok(bytes > 10_000 && bytes <= most * 1000, `${path} loads ${bytes} bytes of scripts`);
		await close();
	}
});

/** @param {string} slug @returns {Promise<string>} the page of a shop's first product */
async function productOf(slug) {
	const { items } = /** @type {{items: {id: string}[]}} */ (await (await fetch(`${town.base}/api/v1/shops/${slug}/products?limit=1`)).json());
	return `/produit/${items[0]?.id}`;
}

test('the interface speaks English to those who ask', async () => {
	const { page, close } = await open(browser, town.base, { locale: 'en-GB' });
	await page.goto('/');
	await page.getByRole('heading', { name: 'Your town’s shops' }).waitFor();
	assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
	await page.getByRole('button', { name: 'Français' }).click();
	await page.getByRole('heading', { name: 'Les boutiques de votre ville' }).waitFor();
	await page.reload();
	await page.getByRole('heading', { name: 'Les boutiques de votre ville' }).waitFor();
	await close();
});

test('what was seen is there without network, and an unknown address says so', async () => {
	const { page, context, close } = await open(browser, town.base);
	await page.goto('/');
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	const served = await page.goto('/boutique/la-mie-buissonniere');
	await page.locator('article').first().waitFor();
	// What came with the page is kept a moment after it is shown.
	const { answers } = JSON.parse(/ id="told"[^>]*>(.*?)<\/script>/s.exec((await served?.text()) ?? '')?.[1] ?? '{}');
	const addresses = Object.keys(answers).filter((address) => address.startsWith('/shops/'));
	assert.ok(addresses.length > 1);
	await page.waitForFunction(async (all) => {
		const seen = await caches.open('seen');
		return (await Promise.all(all.map((address) => seen.match(`/api/v1${address}`)))).every(Boolean);
	}, addresses);
	await context.setOffline(true);
	await page.reload();
	await page.locator('article').first().waitFor();
	await page.getByText('Pas de réseau.').waitFor();
	await context.setOffline(false);
	const answer = await page.goto('/nulle-part');
	assert.equal(answer?.status(), 404);
	await page.getByText('Cette page n’est pas sur la place').waitFor();
	await close({ silent: true });
});

/**
 * What stands before the server; a request that the browser gives up in the middle is given up here too.
 * @param {(request: import('node:http').IncomingMessage, answer: import('node:http').ServerResponse) => Promise<unknown>} serve
 */
const standing = (serve) => createServer((request, answer) => void serve(request, answer).catch(() => answer.destroy()));

test('an update leaves the page that is open its scripts, and what was typed', async () => {
	// What stands before the server puts another version in its place: other names for all scripts, the old ones gone.
	let updated = false;
	const front = standing(async (request, answer) => {
		const path = request.url ?? '/';
		if (updated && path.startsWith('/_app/immutable/')) return answer.writeHead(404).end();
		const { 'accept-encoding': _, host, ...headers } = /** @type {Record<string, string>} */ (request.headers);
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const from = await fetch(town.base + path.replace('/_app/next/', '/_app/immutable/'), { method: request.method ?? 'GET', headers, redirect: 'manual', ...(chunks.length ? { body: Buffer.concat(chunks) } : {}) });
		let body = Buffer.from(await from.arrayBuffer());
		if (updated && path === '/service-worker.js') body = Buffer.from(body.toString().replaceAll('"/_app/immutable/', '"/_app/next/').replace(/shell-(?=[\w$])/, 'shell-next-'));
		answer.writeHead(from.status, Object.fromEntries([...from.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding'].includes(name)))).end(body);
	});
	await new Promise((ready) => front.listen(0, '127.0.0.1', () => ready(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (front.address());
	try {
		const { page, close } = await open(browser, `http://127.0.0.1:${port}`);
		await page.goto('/');
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
		await page.goto('/ville/dourdan');
		await addFrom(page, 'la-mie-buissonniere');
		await page.goto('/commander');
		await page.getByLabel('Nom', { exact: true }).fill('Jeanne Petit');
		updated = true;
		await page.evaluate(async () => {
			const moved = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
			await (await navigator.serviceWorker.getRegistration())?.update();
			await moved;
		});
		assert.ok((await page.evaluate(() => caches.keys())).filter((name) => name.startsWith('shell-')).length === 2);
		assert.equal(await page.getByLabel('Nom', { exact: true }).inputValue(), 'Jeanne Petit');
		// Pages and parts not loaded yet come all the same, without the page being loaded anew.
		await page.evaluate(() => Object.assign(window, { same: true }));
		await page.getByRole('link', { name: 'Dourdan' }).first().click();
		await page.getByRole('button', { name: 'Carte' }).click();
		await page.getByRole('group', { name: 'Plan des boutiques' }).waitFor();
		await page.goBack();
		assert.equal(await page.getByLabel('Nom', { exact: true }).inputValue(), 'Jeanne Petit');
		assert.equal(await page.evaluate(() => /** @type {any} */ (window).same), true);
		await close();
	} finally {
		front.close();
		front.closeAllConnections();
	}
});

test('on a network that hardly answers, what was seen last is shown, and said to be so', async () => {
	let stuck = false;
	const front = standing(async (request, answer) => {
		if (stuck && request.url?.startsWith('/api/')) return; // never answered
		const from = await fetch(town.base + request.url, { headers: { accept: request.headers.accept ?? '*/*' } });
		answer.writeHead(from.status, Object.fromEntries([...from.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding'].includes(name)))).end(Buffer.from(await from.arrayBuffer()));
	});
	await new Promise((ready) => front.listen(0, '127.0.0.1', () => ready(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (front.address());
	try {
		const { page, close } = await open(browser, `http://127.0.0.1:${port}`);
		await page.goto('/');
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
		await page.getByRole('link', { name: 'La place de Dourdan' }).click();
		await page.getByRole('link', { name: 'La Mie Buissonnière' }).click();
		await page.getByRole('button', { name: 'Ajouter au panier : Baguette' }).first().waitFor();
		await page.goto('/mes-commandes');
		stuck = true;
		await page.goBack();
		await page.getByRole('link', { name: 'Dourdan' }).first().click();
		await page.getByText('Le réseau est très lent').waitFor();
		await page.getByRole('link', { name: 'La Mie Buissonnière' }).waitFor();
		await close({ silent: true });
	} finally {
		front.close();
		front.closeAllConnections();
	}
});

test('the visual language is shown whole, and its colours can be read', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/design');
	await page.locator('tr[data-ratio]').last().waitFor();
	const rows = await page.locator('tr[data-ratio]').evaluateAll((them) => them.map((e) => ({ ratio: e.getAttribute('data-ratio'), least: e.getAttribute('data-least'), words: e.textContent })));
	assert.equal(rows.length, 30);
	assert.deepEqual(rows.filter((r) => !(Number(r.ratio) >= Number(r.least))), []);
	for (const part of ['Lettres et espaces', 'Couleurs', 'Ardoises', 'Auvents', 'Cagettes', 'Icônes', 'Boutons', 'Champs', 'Feuilles', 'États', 'Attendre, manquer, échouer', 'Feuille, onglets, confirmation']) await page.getByRole('heading', { name: part, exact: true, level: 2 }).waitFor();
	await page.getByText('Pas de réseau.').waitFor();
	await close();
});

test('French is set as printers set it, wherever customers look', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	for (const [name, visit] of Object.entries(pagesToShow)) {
		if (['board', 'shelf'].includes(name)) continue; // behind the counter
		await visit(page);
		const faults = await page.evaluate(() => {
			const found = [];
			const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
			for (let text = words.nextNode(); text; text = words.nextNode()) {
				if (text.parentElement?.closest('script, style, noscript, .legal p:first-child')) continue; // a seller's own words stay as they are
				// A mark that nothing stands before in its own text has its space in the text before.
				for (const m of (text.textContent ?? '').matchAll(/.{0,20}[^\n\t\u202f][ \u00a0](?:[:;?!»]|€).{0,10}|« .{0,10}/g)) found.push(m[0]);
			}
			return found;
		});
		assert.deepEqual(faults, [], name);
	}
	await close();
});

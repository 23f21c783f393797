// The whole way in English: from the town to the ticket, and behind the counter, without a French word of the interface.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { become, commit, launch, open } from './browser.js';
import { order, person } from './keeper.js';
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

/** @param {string} name @returns {Set<string>} the sentences of a file of words */
const sentences = (name) => new Set([...readFileSync(new URL(`../src/lib/i18n/${name}.ts`, import.meta.url), 'utf8').matchAll(/'([^'\n]{4,})'/g)].map((m) => m[1] ?? ''));
/** What is said in French and is not the same in English. */
const french = ['', 'deep.', 'device.', 'keeper.', 'mine.'].flatMap((part) => [...sentences(`${part}fr`)].filter((s) => !sentences(`${part}en`).has(s)));

/** Fails when a sentence of the French interface is on the page. @param {import('playwright-core').Page} page @param {string} where */
async function english(page, where) {
	await page.waitForFunction(() => document.documentElement.lang === 'en'); // the sheet comes in French, and the app takes it over
	const said = await page.evaluate(() => {
		const texts = [document.title];
		const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let t = words.nextNode(); t; t = words.nextNode()) if (t.parentElement?.closest('script, style, .demo-mark') === null) texts.push(t.textContent?.trim() ?? '');
		for (const e of document.querySelectorAll('[aria-label], [placeholder], [alt]')) texts.push(...['aria-label', 'placeholder', 'alt'].map((a) => e.getAttribute(a)?.trim() ?? ''));
		return texts;
	});
	assert.deepEqual([...new Set(said.filter((s) => french.includes(s)))], [], where);
}

test('the words compared are many', () => assert.ok(french.length > 300, `${french.length}`));

for (const width of [390, 1280]) {
	test(`one orders in English at ${width} px`, async () => {
		const { page, close } = await open(browser, town.base, { width, locale: 'en-GB', serviceWorkers: 'block' });
		const email = `english.${width}@example.org`;
		await page.goto('/');
		await page.getByRole('heading', { name: 'Your town’s shops' }).waitFor();
		await english(page, 'home');
		await page.goto('/ville/dourdan');
		await page.locator('article').first().waitFor();
		await english(page, 'town');
		await page.goto('/boutique/la-mie-buissonniere');
		await page.getByRole('button', { name: /^Add to the basket: Baguette/ }).first().click();
		await english(page, 'shop');
		await page.locator('article h3 a').first().click();
		await page.waitForURL('**/produit/**');
		await page.locator('dl').first().waitFor();
		await english(page, 'product');
		await page.goto('/panier');
		await page.getByText('You pay on the spot, nothing now.').first().waitFor();
		await english(page, 'basket');
		await page.goto('/commander');
		await page.locator('.slot .time').first().waitFor();
		await english(page, 'checkout');
		await page.getByLabel('Name', { exact: true }).fill('Camille Durand');
		await page.getByLabel('Telephone').fill('06 12 34 56 78');
		await page.getByLabel('E-mail address').fill(email);
		await commit(page);
		await page.getByLabel('Six-digit code').fill(await town.code(email));
		await english(page, 'code');
		await page.getByRole('button', { name: 'Confirm' }).click();
		await page.waitForURL('**/suivi/bsk_*');
		await page.locator('.digits').waitFor();
		await english(page, 'ticket');
		await close();
	});

	test(`one keeps a shop in English at ${width} px`, async () => {
		const { email, shop } = await person(town.base, 'bernard@example.org');
		assert.ok(shop);
		await order(town.base, shop.id);
		const { page, close } = await open(browser, town.base, { width, locale: 'en-GB', serviceWorkers: 'block' });
		await page.goto('/ouvrir');
		await page.waitForFunction(() => document.documentElement.classList.contains('ready'));
		await english(page, 'opening');
		await become(page, email);
		for (const path of ['', '/produits', '/horaires', '/equipe', '/boutique']) {
			await page.goto(`/tenir/${shop.slug}${path}`);
			await page.locator('main h1').waitFor();
			await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined); // a stream is never idle
			await english(page, path || 'the board');
		}
		await close();
	});
}

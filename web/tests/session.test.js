// A session that ends while one works: one signs in where one stands, and nothing typed is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, audit, become, commit, launch, open } from './browser.js';
import { call, clean, person, signIn } from './keeper.js';
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

/** Ends every session of somebody but the one it asks with. @param {string} token */
async function endOthers(token) {
	const { items } = await call(town.base, 'GET', '/sessions', undefined, token);
	for (const s of items) if (!s.current) await call(town.base, 'DELETE', `/sessions/${s.id}`, undefined, token);
}

for (const width of [390, 1280]) {
	test(`behind the counter at ${width} px, a session that ends keeps what was half typed`, async () => {
		const { email, shop, token } = await person(town.base, 'bernard@example.org');
		assert.ok(shop);
		const { page, close } = await open(browser, town.base, { width });
		await page.goto(`/tenir/${shop.slug}/produits`);
		await signIn(page, town, email);
		await page.getByRole('button', { name: 'Ajouter un produit' }).click();
		await page.getByLabel('Nom du produit').fill(`Paupiettes ${width}`);
		await page.getByLabel('Prix du kilo').fill('15,40');
		const counted = page.locator('[data-product]').filter({ has: page.getByRole('button', { name: /^Compter/ }) }).first();
		const name = await counted.getAttribute('data-product');
		await counted.getByRole('button', { name: /^Compter/ }).click();
		const count = page.locator(`[data-product="${name}"] input.count`);
		await count.fill('3,5');
		await endOthers(token);
		const again = page.getByRole('dialog', { name: 'Entrez dans votre boutique' });
		await again.waitFor();
		await again.getByText('vous attend dessous').waitFor();
		await page.keyboard.press('Escape'); // there is no way around it
		await again.waitFor();
		await clean(page);
		await signIn(page, town, email);
		await again.waitFor({ state: 'detached' });
		assert.equal(await page.getByLabel('Nom du produit').inputValue(), `Paupiettes ${width}`);
		assert.equal(await count.inputValue(), '3,5');
		await page.getByRole('button', { name: 'Mettre en vente' }).click();
		await page.locator(`[data-product="Paupiettes ${width}"]`).waitFor();
		await close();
	});

	test(`at the till at ${width} px, a session that ended leaves the basket and the words, and one orders without an account`, async () => {
		const { token } = await person(town.base, 'nadia@example.org');
		const { page, close } = await open(browser, town.base, { width, serviceWorkers: 'block' });
		await become(page, 'nadia@example.org');
		await addFrom(page, 'la-mie-buissonniere', 'Baguette');
		await page.goto('/commander');
		await page.locator('.slot .time').first().waitFor();
		await page.getByLabel('Nom', { exact: true }).fill('Nadia Ferhat');
		await page.getByLabel('Téléphone').fill('06 12 34 56 78');
		assert.equal(await page.getByLabel('Adresse e-mail').count(), 0, 'who is signed in has said it');
		await endOthers(token);
		await page.getByRole('button', { name: /obligation/ }).click();
		await page.getByLabel('Adresse e-mail').waitFor();
		assert.equal(await page.getByLabel('Nom', { exact: true }).inputValue(), 'Nadia Ferhat');
		await audit(page, 'a session that ended');
		const email = `sans.compte.${width}@example.org`;
		await page.getByLabel('Adresse e-mail').fill(email);
		await commit(page);
		await page.getByLabel('Code à six chiffres').fill(await town.code(email));
		await page.getByRole('button', { name: 'Confirmer' }).click();
		await page.waitForURL('**/suivi/bsk_*');
		await page.getByText('Dites ce code au comptoir').waitFor();
		await close();
	});
}

test('who signs out is signed out on the device at once, and on the server though the page is closed', async () => {
	const { token } = await person(town.base, 'nadia@example.org');
	const sessions = async () => (await call(town.base, 'GET', '/sessions', undefined, token)).items.length;
	for (const how of ['a server that takes its time', 'a page closed at once']) {
		const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block' });
		await become(page, 'nadia@example.org');
		await page.goto('/mon-compte');
		await page.getByText('Bonjour Nadia Ferhat').waitFor();
		const before = await sessions();
		let answer = () => {};
		const slow = new Promise((go) => (answer = () => go(undefined)));
		if (how === 'a server that takes its time') await context.route('**/api/v1/sessions/*', (route) => slow.then(() => route.continue()));
		await page.getByRole('button', { name: 'Se déconnecter' }).click();
		await page.waitForFunction(() => localStorage.getItem('cabas.refresh') === null);
		if (how === 'a page closed at once') await page.close();
		answer();
		for (let turn = 0; turn < 200 && (await sessions()) === before; turn++) await new Promise((r) => setTimeout(r, 100));
		assert.equal(await sessions(), before - 1, how);
		await close();
	}
});

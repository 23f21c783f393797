import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { addFrom, audit, commit, fill, fits, launch, open } from './browser.js';
import { call, person } from './keeper.js';
import { serveTown } from './server.js';

/** @typedef {import('playwright-core').Page} Page */

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

/** The shops one orders from; the first has a keeper who refuses. */
const shops = ['l-affinee-du-donjon', 'la-mie-buissonniere'];

/**
 * Orders from both as a guest, up to the tickets.
 * @param {Page} page @param {string} email @param {string} phone
 * @returns {Promise<any[]>} the orders
 */
async function orders(page, email, phone) {
	for (const shop of shops) await addFrom(page, shop);
	await page.goto('/commander');
	await fill(page, email);
	await page.getByLabel('Téléphone').fill(phone);
	await commit(page);
	await page.getByLabel('Code à six chiffres').fill(await town.code(email));
	await page.getByRole('button', { name: 'Confirmer' }).click();
	await page.waitForURL('**/suivi/bsk_*');
	await page.locator('article').nth(1).waitFor();
	return page.evaluate(() => {
		const basket = location.pathname.split('/').pop() ?? '';
		return JSON.parse(localStorage.getItem('cabas.tickets') ?? '{}')[basket].checkout.orders;
	});
}

/** @param {any[]} placed refused by the first shop */
async function refuse(placed) {
	const { token, shop } = await person(town.base, 'solene@example.org');
	const mine = placed.find((o) => o.shop.slug === shops[0]);
	assert.equal(shop?.id, mine.shop.id);
	const { actions } = await call(town.base, 'GET', `/orders/${mine.id}`, undefined, token);
	// A shop that accepts by itself can still cancel.
	await call(town.base, 'POST', `/orders/${mine.id}/${actions.includes('refuse') ? 'refuse' : 'cancel'}`, { reason: 'Ce produit vient de manquer.' }, token);
}

test('when one shop cannot, one keeps the others or cancels them, and is asked once', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await refuse(await orders(page, 'jeanne@example.org', '06 11 22 33 44'));
	await page.getByText('L’Affinée du Donjon ne peut pas préparer votre commande').waitFor();
	await page.getByText('Le reste est maintenu chez La Mie Buissonnière').waitFor();
	await audit(page, 'one shop refused');
	await page.getByRole('button', { name: 'Garder le reste' }).click();
	await page.getByText('ne peut pas préparer votre commande').waitFor({ state: 'detached' });
	await page.reload();
	await page.locator('article').nth(1).waitFor();
	assert.equal(await page.getByText('Cela vous convient-il').count(), 0);
	assert.equal(await page.locator('article:not(.over)').count(), 1);

	await refuse(await orders(page, 'jeanne.bis@example.org', '06 11 22 33 45'));
	await page.setViewportSize({ width: 320, height: 640 });
	await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
	await page.getByRole('button', { name: 'Tout annuler' }).click();
	await fits(page, 'cancelling the others');
	await page.getByRole('button', { name: 'Oui, annuler' }).click();
	await page.getByText('Tout est annulé. Vous ne payez rien.').waitFor();
	assert.equal(await page.locator('article.over').count(), 2);
	await close();
});

test('a ticket goes into the calendar with its day, place and code', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	// The shops' addresses come late: who taps before has them in the file all the same.
	await page.route('**/api/v1/shops/shp_*', (route) => new Promise((on) => setTimeout(on, 1_000)).then(() => route.continue()));
	const placed = await orders(page, 'agenda@example.org', '06 11 22 33 46');
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Ajouter à l’agenda' }).first().click();
	const file = await coming;
	const [first] = [...placed].sort((a, b) => a.slot.start.localeCompare(b.slot.start));
	assert.equal(file.suggestedFilename(), `${first.number}.ics`);
	const text = readFileSync(await file.path(), 'utf8');
	const stamp = (/** @type {string} */ at) => new Date(at).toISOString().replace(/[-:]|\.000/g, '');
	for (const line of [`DTSTART:${stamp(first.slot.start)}`, `DTEND:${stamp(first.slot.end)}`, `SUMMARY:${first.shop.name} · Cabas`]) assert.ok(text.includes(`\r\n${line}\r\n`), text);
	assert.match(text, /LOCATION:\d+ .*\\, 91410 Dourdan/);
	await page.unrouteAll({ behavior: 'ignoreErrors' });
	await close();
});

test('a shop says the days that are not like its week, in the page the server sends', async () => {
	const { token, shop } = await person(town.base, 'solene@example.org');
	const date = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
	await call(town.base, 'PUT', `/shops/${shop?.id}/closures/${date}`, { ranges: [], reason: 'Foire aux fromages' }, token);
	const { page, close } = await open(browser, town.base, { javaScriptEnabled: false });
	await page.goto(`/boutique/${shops[0]}`);
	await page.getByRole('heading', { name: 'Jours exceptionnels' }).waitFor();
	assert.match(await page.locator('#horaires').innerText(), /Foire aux fromages\s+fermé/);
	await close();
});

test('kept shops are found from the way in', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/boutique/la-mie-buissonniere');
	await page.getByRole('button', { name: 'Garder La Mie Buissonnière parmi mes boutiques' }).click();
	await page.goto('/');
	await page.getByRole('region', { name: 'Mes boutiques' }).getByRole('link', { name: /La Mie Buissonnière/ }).click();
	await page.waitForURL('**/boutique/la-mie-buissonniere');
	await close();
});

test('what changed since it was put into the basket is said', async () => {
	const { token, shop } = await person(town.base, 'solene@example.org');
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await addFrom(page, shops[0] ?? '');
	const [line] = await page.evaluate(() => JSON.parse(localStorage.getItem('cabas.basket') ?? '{}').parts[0].lines);
	const { version } = await call(town.base, 'GET', `/products/${line.productId}`, undefined, token);
	await call(town.base, 'POST', `/shops/${shop?.id}/product-changes`, { products: [{ id: line.productId, version }], price: { basisPoints: 1000, roundCents: 10 } }, token);
	await page.goto('/panier');
	await page.getByText('Quelque chose a changé depuis votre dernière visite.').waitFor();
	await page.getByText(/Le prix a changé\s: \d/).waitFor();
	await audit(page, 'a basket that changed');
	await close();
});

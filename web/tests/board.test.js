import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.js';
import { call, clean, order, person, signIn } from './keeper.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
	town = await serveTown();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await town?.stop();
});

test('the board in two browsers, from a new order to the hand-over', async () => {
	const { email, shop } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const open = async (/** @type {number} */ width) => {
		const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'fr-FR', baseURL: town.base });
		const page = await context.newPage();
		page.on('pageerror', (e) => assert.fail(e.message));
		await page.goto(`/tenir/${shop.slug}`);
		await signIn(page, town, email);
		await page.getByRole('heading', { name: 'Commandes', level: 1 }).waitFor();
		return page;
	};
	const counter = await open(390);
	const office = await open(1280);

	const placed = await order(town.base, shop.id);
	const card = (/** @type {import('playwright-core').Page} */ page, /** @type {string} */ column) => page.locator(`[data-column=${column}] [data-order=${placed.id}]`);
	await card(counter, 'toAccept').waitFor();
	await card(office, 'toAccept').waitFor();
	assert.match(await office.title(), /^\(\d+\) Commandes/);
	await clean(counter);
	await clean(office);

	await card(counter, 'toAccept').getByRole('button', { name: 'Accepter' }).click();
	await card(counter, 'toPrepare').waitFor();
	await card(office, 'toPrepare').getByRole('button', { name: 'Elle est prête' }).click();
	await card(counter, 'toHand').getByRole('button', { name: 'Remettre' }).click();
	await counter.getByLabel('Code du client').fill('000000');
	await counter.getByRole('button', { name: 'Remettre la commande' }).click();
	await counter.locator('.wrong').waitFor();
	await clean(counter);
	const { pickup } = await call(town.base, 'GET', `/orders/${placed.id}`, undefined, placed.token);
	await counter.getByLabel('Code du client').fill(pickup.code);
	await counter.getByRole('button', { name: 'Remettre la commande' }).click();
	await card(counter, 'toHand').waitFor({ state: 'detached' });
	await card(office, 'toHand').waitFor({ state: 'detached' });
});

test('an order is refused with words its customer reads', async () => {
	const { email, shop } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fr-FR', baseURL: town.base })).newPage();
	const placed = await order(town.base, shop.id);
	await page.goto(`/boutique/commandes/${placed.id}`);
	await signIn(page, town, email);
	await page.getByRole('dialog').getByRole('button', { name: 'Refuser' }).click();
	await page.getByRole('button', { name: 'Ce produit vient de manquer.' }).click();
	await page.getByRole('button', { name: 'Refuser la commande' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	const now = await call(town.base, 'GET', `/orders/${placed.id}`, undefined, placed.token);
	assert.equal(now.state, 'refused');
	assert.equal(now.reason, 'Ce produit vient de manquer.');

	await page.getByRole('tab', { name: 'La journée' }).click();
	await page.locator('.days').waitFor();
	await clean(page);
});

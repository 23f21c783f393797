import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, commit, fill, launch, listening, open, toldOnly } from './browser.js';
import { call, order, person, signIn } from './keeper.js';
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

/** @param {import('playwright-core').BrowserContext} context @returns the streams it has open */
function streams(context) {
	/** @type {Map<import('playwright-core').Request, import('playwright-core').Page>} */
	const open = new Map();
	context.on('request', (r) => /\/stream$/.test(r.url()) && open.set(r, r.frame().page()));
	for (const page of context.pages()) page.on('close', () => forget(page));
	context.on('page', (page) => page.on('close', () => forget(page)));
	const forget = (/** @type {import('playwright-core').Page} */ page) => open.forEach((of, r) => of === page && open.delete(r));
	context.on('requestfailed', (r) => open.delete(r));
	context.on('requestfinished', (r) => open.delete(r));
	return open;
}

/** @param {() => unknown} holds */
async function soon(holds) {
	for (let turn = 0; turn < 300 && !holds(); turn++) await new Promise((r) => setTimeout(r, 100));
	assert.ok(holds(), holds.toString());
}

test('one stream serves a browser, moves to the next tab, rings, and ends with the session', async () => {
	const { email, token, shop } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const { page, context, close } = await open(browser, town.base);
	const held = streams(context);
	await listening(context);
	await page.goto(`/tenir/${shop.slug}/produits`);
	await signIn(page, town, email);
	await page.getByRole('heading', { name: 'Produits', level: 1 }).waitFor();
	const second = await context.newPage();
	await second.goto(`/tenir/${shop.slug}`);
	await second.getByRole('heading', { name: 'Commandes', level: 1 }).click();
	await second.getByText('Touchez l’écran une fois').waitFor({ state: 'hidden' });
	await soon(() => held.size === 1);

	const first = await order(town.base, shop.id);
	const card = (/** @type {string} */ id) => second.locator(`[data-column=toAccept] [data-order=${id}]`);
	await card(first.id).waitFor();
	await page.getByRole('navigation', { name: 'Votre boutique' }).getByText(/^\d+ à accepter$/).waitFor();
	await second.waitForFunction(() => /** @type {any} */ (window).notes >= 2);
	await page.waitForFunction(() => /** @type {any} */ (window).notes >= 2);
	await second.locator('[data-live=true]').waitFor();
	assert.equal(held.size, 1, 'two tabs, one stream');

	await page.close();
	await soon(() => held.size === 1);
	await second.locator('[data-live=true]').waitFor();
	// Silenced, it stays silent.
	await second.getByRole('switch', { name: 'Sonnerie' }).click();
	const rung = await second.evaluate(() => /** @type {any} */ (window).notes);
	const other = await order(town.base, shop.id);
	await card(other.id).waitFor();
	assert.equal(await second.evaluate(() => /** @type {any} */ (window).notes), rung);

	// The session is ended from elsewhere while an order is open: one signs in and finds it again.
	await card(other.id).getByRole('button').first().click();
	await second.getByRole('dialog').waitFor();
	const { items } = await call(town.base, 'GET', '/sessions', undefined, token);
	for (const s of items) if (!s.current) await call(town.base, 'DELETE', `/sessions/${s.id}`, undefined, token);
	await second.getByRole('heading', { name: 'Entrez dans votre boutique' }).waitFor();
	await soon(() => held.size === 0);
	await signIn(second, town, email);
	await second.getByRole('dialog').getByRole('button', { name: 'Accepter' }).click();
	await second.locator(`[data-column=toPrepare] [data-order=${other.id}]`).waitFor();
	await close();
});

test('without a stream the board asks by itself, and a guest’s ticket changes where one looks at it', async () => {
	const { shop, token, email } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const guest = await open(browser, town.base, { serviceWorkers: 'block' });
	await toldOnly(guest.context);
	await addFrom(guest.page, shop.slug);
	await guest.page.goto('/commander');
	await fill(guest.page, 'invitee@example.org');
	await commit(guest.page);
	await guest.page.getByLabel('Code à six chiffres').fill(await town.code('invitee@example.org'));
	const held = streams(guest.context);
	await guest.page.getByRole('button', { name: 'Confirmer' }).click();
	await guest.page.waitForURL('**/suivi/bsk_*');
	await guest.page.getByText('Dites ce code au comptoir').waitFor();
	await soon(() => held.size === 1);

	const keeper = await open(browser, town.base, { serviceWorkers: 'block' });
	await keeper.context.route('**/stream', (r) => r.abort());
	await keeper.page.goto(`/tenir/${shop.slug}`);
	await signIn(keeper.page, town, email);
	const { items } = await call(town.base, 'GET', `/shops/${shop.id}/orders?state=placed`, undefined, token);
	const mine = items.find((/** @type {any} */ o) => o.customerName === 'Camille Durand');
	await keeper.page.locator(`[data-order=${mine.id}]`).getByRole('button', { name: 'Accepter' }).click();
	await guest.page.getByText('Acceptée').first().waitFor();
	const next = await order(town.base, shop.id);
	await keeper.page.locator(`[data-order=${next.id}]`).waitFor();
	assert.equal(await keeper.page.locator('[data-live=false]').count(), 1);
	await guest.close();
	await keeper.close({ silent: true });
});

test('a ticket does not go back to what an older question is answered late', async () => {
	const { shop, token } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await toldOnly(context);
	await addFrom(page, shop.slug);
	await page.goto('/commander');
	await fill(page, 'patiente@example.org');
	await commit(page);
	await page.getByLabel('Code à six chiffres').fill(await town.code('patiente@example.org'));

	// Whatever is asked before the shop accepts is answered as it was then, but only once the page knows better.
	let accepted = false;
	/** @type {(() => Promise<void>)[]} */
	const late = [];
	await context.route('**/checkouts/bsk_*', async (route) => {
		const response = await route.fetch();
		if (accepted) await route.fulfill({ response });
		else late.push(() => route.fulfill({ response }));
	});
	const held = streams(context);
	await page.getByRole('button', { name: 'Confirmer' }).click();
	await page.waitForURL('**/suivi/bsk_*');
	await soon(() => held.size === 1 && late.length > 0);

	const { items } = await call(town.base, 'GET', `/shops/${shop.id}/orders?state=placed`, undefined, token);
	const mine = items.find((/** @type {any} */ o) => page.url().endsWith(o.basketId));
	accepted = true;
	await call(town.base, 'POST', `/orders/${mine.id}/accept`, {}, token);
	await page.getByText('Acceptée').first().waitFor();
	let answered = 0;
	page.on('requestfinished', (r) => /checkouts\/bsk_/.test(r.url()) && answered++);
	for (const answer of late) await answer();
	await soon(() => answered >= late.length);
	await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 300)));
	assert.ok(await page.getByText('Acceptée').count(), await page.locator('article').innerText());
	await close();
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fits, launch, listening, open } from './browser.js';
import { call, clean, order, person, signIn, wrong } from './keeper.js';
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

for (const [near, far] of /** @type {const} */ ([[390, 1280], [1280, 390]]))
	test(`the board in two browsers, from a new order to the hand-over at ${near} px`, async () => {
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
		const counter = await open(near);
		const office = await open(far);

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
		const { pickup } = await call(town.base, 'GET', `/orders/${placed.id}`, undefined, placed.token);
		await counter.getByLabel('Code du client').fill(wrong(pickup.code));
		await counter.getByRole('button', { name: 'Remettre la commande' }).click();
		await counter.locator('.wrong', { hasText: 'pas le code de cette commande' }).waitFor();
		await clean(counter);
		await counter.getByLabel('Code du client').fill(pickup.code);
		await counter.getByRole('button', { name: 'Remettre la commande' }).click();
		await card(counter, 'toHand').waitFor({ state: 'detached' });
		await card(office, 'toHand').waitFor({ state: 'detached' });
	});

test('the bell rings again while an order waits, until somebody answers', async () => {
	const { email, shop } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await listening(context);
	await page.clock.install();
	await page.goto(`/tenir/${shop.slug}`);
	await signIn(page, town, email);
	await page.locator('[data-live=true]').waitFor();
	const placed = await order(town.base, shop.id);
	await page.locator(`[data-column=toAccept] [data-order=${placed.id}]`).waitFor();
	const notes = () => page.evaluate(() => /** @type {any} */ (window).notes);
	const before = await notes();
	await page.clock.fastForward('01:01');
	await page.waitForFunction((n) => /** @type {any} */ (window).notes > n, before);
	for (const waiting = page.locator('[data-column=toAccept] [data-order]'); (await waiting.count()) > 0; ) {
		const id = await waiting.first().getAttribute('data-order');
		await waiting.first().getByRole('button', { name: 'Accepter' }).click();
		await page.locator(`[data-column=toPrepare] [data-order=${id}]`).waitFor();
	}
	const answered = await notes();
	await page.clock.fastForward('02:30');
	await page.locator('[data-live=true]').waitFor();
	assert.equal(await notes(), answered);
	await close();
});

test('the first touch of all, which lets the bell sound, accepts the order it is laid on', async () => {
	const { email, shop } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const { page, close } = await open(browser, town.base);
	await page.goto(`/tenir/${shop.slug}`);
	await signIn(page, town, email);
	await page.getByRole('heading', { name: 'Commandes', level: 1 }).waitFor();
	const placed = await order(town.base, shop.id);
	await page.reload();
	await page.getByText('Touchez l’écran une fois').waitFor();
	await page.waitForFunction(() => document.querySelector('[data-order]') && !document.querySelector('[data-order] .wait'));
	await page.locator(`[data-column=toAccept] [data-order=${placed.id}]`).getByRole('button', { name: 'Accepter' }).hover();
	await page.mouse.down();
	await page.getByText('Touchez l’écran une fois').waitFor({ state: 'hidden' });
	await page.mouse.up();
	await page.locator(`[data-column=toPrepare] [data-order=${placed.id}]`).waitFor();
	await close();
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

	// The day by slot: every order of the day, whatever became of it, under its hour.
	await page.getByRole('tab', { name: 'La journée' }).click();
	await page.locator('.days label').filter({ has: page.locator(`[value="${placed.slot.start.slice(0, 10)}"]`) }).click();
	const slot = page.locator('section').filter({ has: page.locator(`[data-order=${placed.id}]`) }).last();
	await slot.getByRole('heading', { level: 2, name: /^\d+ h.*\d commande/ }).waitFor();
	await clean(page);

	// The slip is printed alone.
	await page.evaluate(() => {
		window.print = () => {
			const style = (/** @type {Element | null} */ e) => e && getComputedStyle(e).display;
			const shown = [...document.body.children].filter((e) => style(e) !== 'none');
			Object.assign(window, { printed: shown.map((e) => /** @type {HTMLElement} */ (e).innerText).join('|') });
		};
	});
	await page.emulateMedia({ media: 'print' });
	await page.evaluate((id) => /** @type {HTMLElement} */ (document.querySelector(`[data-order=${id}] h3 button`)).click(), placed.id);
	await page.getByRole('button', { name: 'Imprimer le bon' }).click();
	const printed = await page.evaluate(() => /** @type {any} */ (window).printed);
	assert.match(printed, new RegExp(`^Boucherie du Pont-Levis[^|]*Nadia Roux\\s+${placed.number}[^|]*À encaisser[^|]*$`));
	await page.emulateMedia({ media: 'screen' });

	// With text twice as large on the narrowest phone nothing runs off, and no title is cut within a word.
	await page.reload();
	await page.getByRole('dialog').waitFor(); // the order one looked at is found again
	await page.setViewportSize({ width: 320, height: 640 });
	await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
	await fits(page, 'the order');
	await page.keyboard.press('Escape');
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	await page.getByRole('heading', { name: 'Commandes', level: 1 }).waitFor();
	await fits(page, 'the board');
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, audit, commit, fill, launch, listening, open, toldOnly } from './browser.js';
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

for (const [width, other, roast] of /** @type {const} */ ([[390, 1280, 'Rôti'], [1280, 390, 'Gigot']]))
	test(`what a mayor sees in the first ninety seconds, at ${width} px`, async () => {
		const { email, shop } = await person(town.base, 'bernard@example.org');
		assert.ok(shop);
		const parent = await open(browser, town.base, { width });
		await toldOnly(parent.context);
		const openShops = async () => {
			await parent.page.goto('/ville/dourdan');
			await parent.page.locator('article').first().waitFor();
			const { items } = await call(town.base, 'GET', '/towns/dourdan/shops?openNow=true&limit=100');
			const said = (await parent.page.locator('.some, .lead').last().textContent()) ?? '';
			return { said: Number(/(\d+) ouverte/.exec(said)?.[1] ?? 0), true: items.length };
		};
		let count = await openShops();
		if (count.said !== count.true) count = await openShops(); // one opened or closed in between
		assert.equal(count.said, count.true);

		// The butcher has a roast: its price, its price per kilogram and who sells it are public at once.
		const butcher = await open(browser, town.base, { width });
		await butcher.page.goto(`/tenir/${shop.slug}/produits`);
		await signIn(butcher.page, town, email);
		await butcher.page.getByRole('button', { name: 'Ajouter un produit' }).click();
		await butcher.page.getByLabel('Nom du produit').fill(roast);
		await butcher.page.getByLabel('Prix du kilo').fill('18,90');
		await butcher.page.getByRole('button', { name: 'Mettre en vente' }).click();
		await butcher.page.locator(`[data-product="${roast}"]`).waitFor();
		await parent.page.goto(`/boutique/${shop.slug}`);
		const tag = parent.page.locator('article').filter({ has: parent.page.getByRole('link', { name: roast, exact: true }) });
		await tag.getByText('18,90').first().waitFor();
		await tag.getByRole('link', { name: roast, exact: true }).click();
		await parent.page.waitForURL('**/produit/**');
		await parent.page.locator('.slate').filter({ hasText: /18,90\s€\s*le kg/ }).first().waitFor();
		const { seller } = await call(town.base, 'GET', `/shops/${shop.id}`);
		await parent.page.getByText(seller.legalName).first().waitFor();
		await audit(parent.page, 'the roast');

		// The second phone behind the counter waits, and would ring.
		const second = await open(browser, town.base, { width: other });
		await listening(second.context);
		await second.page.goto(`/tenir/${shop.slug}`);
		await signIn(second.page, town, email);
		await second.page.locator('[data-live=true]').waitFor();

		// A parent orders from the butcher and the baker.
		const address = `parent.${width}@example.org`;
		await addFrom(parent.page, shop.slug, roast);
		await addFrom(parent.page, 'la-mie-buissonniere', 'Baguette');
		await parent.page.goto('/commander');
		await fill(parent.page, address);
		await commit(parent.page);
		await parent.page.getByLabel('Code à six chiffres').fill(await town.code(address));
		await parent.page.getByRole('button', { name: 'Confirmer' }).click();
		await parent.page.waitForURL('**/suivi/bsk_*');
		assert.equal(await parent.page.locator('article').count(), 2);
		await parent.page.evaluate(() => Object.assign(window, { same: true }));

		const card = second.page.locator('[data-column=toAccept] article').filter({ hasText: roast });
		await card.waitFor();
		await second.page.waitForFunction(() => /** @type {any} */ (window).notes > 0);
		await card.getByRole('button', { name: 'Accepter' }).click();
		const ticket = parent.page.locator('article').filter({ hasText: 'Boucherie du Pont-Levis' });
		await ticket.getByText('Acceptée').first().waitFor();
		assert.equal(await parent.page.evaluate(() => /** @type {any} */ (window).same), true, 'the page was not reloaded');
		for (const one of [parent, butcher, second]) await one.close();
	});

for (const width of [390, 1280])
	test(`a slot fills while one orders at ${width} px: the next one is proposed, and nothing is lost`, async () => {
		const { token, shop } = await person(town.base, 'bernard@example.org');
		assert.ok(shop);
		const { version, ...ways } = await call(town.base, 'GET', `/shops/${shop.id}/ways`, undefined, token);
		await call(town.base, 'PUT', `/shops/${shop.id}/ways`, { ...ways, counter: { ...ways.counter, capacity: 1 } }, token, { 'If-Match': `"${version}"` });
		const { page, close } = await open(browser, town.base, { width });
		const email = `patiente.${width}@example.org`;
		await addFrom(page, shop.slug);
		await page.goto('/commander');
		await fill(page, email);
		const time = page.locator('.slot .time');
		await time.waitFor();
		const seen = await page.locator('.slot').textContent();
		await order(town.base, shop.id); // somebody else is faster
		await page.getByRole('button', { name: /obligation/ }).click();
		await page.getByText('vient d’être prise').waitFor();
		const next = await page.locator('.slot').textContent();
		assert.notEqual(next, seen);
		assert.ok((await page.locator('.said').textContent())?.includes((await time.textContent()) ?? '?'), 'the words name the time proposed');
		assert.equal(await page.getByLabel('Nom', { exact: true }).inputValue(), 'Camille Durand');
		assert.equal(await page.getByLabel('Adresse e-mail').inputValue(), email);
		await audit(page, 'a slot that was taken');
		await commit(page);
		await page.getByLabel('Code à six chiffres').fill(await town.code(email));
		await page.getByRole('button', { name: 'Confirmer' }).click();
		await page.waitForURL('**/suivi/bsk_*');
		await close();
	});

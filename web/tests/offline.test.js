// The basket is the device's: filled, read and changed without network, priced again when it is back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, audit, launch, open } from './browser.js';
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

for (const width of [390, 1280])
	test(`a basket at ${width} px is read, changed and reloaded without network, and priced when it is back`, async () => {
		const { page, context, close } = await open(browser, town.base, { width });
		await page.goto('/');
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
		await addFrom(page, 'la-mie-buissonniere', 'Baguette de tradition, Entière');
		await page.goto('/panier');
		await page.getByRole('button', { name: 'Choisir quand passer' }).waitFor();
		const amount = () => page.getByRole('group', { name: /^Quantité/ }).first();
		const before = await amount().textContent();
		await context.setOffline(true);
		await page.reload();
		await page.getByText('Pas de réseau.').waitFor();
		await page.getByText('Baguette de tradition').first().waitFor();
		await page.getByRole('button', { name: /^Plus de Baguette de tradition/ }).click();
		const changed = await amount().textContent();
		assert.notEqual(changed, before);
		await page.reload();
		await page.getByText('Baguette de tradition').first().waitFor();
		assert.equal(await amount().textContent(), changed);
		await audit(page, 'a basket without network');
		// Nothing is touched: the page prices the basket as soon as it hears the network again.
		const priced = page.waitForResponse((r) => r.url().endsWith('/quotes') && r.ok());
		await context.setOffline(false);
		const { totalCents } = await (await priced).json();
		const total = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(totalCents / 100);
		await page.getByText(total).first().waitFor();
		await close({ silent: true });
	});

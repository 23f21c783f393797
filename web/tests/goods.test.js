import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.js';
import { call, clean, person, signIn } from './keeper.js';
import { snapshot, topColour } from './pictures.js';
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

/** @param {string} path below the shop's counter */
async function behindTheCounter(path) {
	const { email, shop, token } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const device = await open(browser, town.base, { serviceWorkers: 'block' });
	await device.page.goto(`/tenir/${shop.slug}${path}`);
	await signIn(device.page, town, email);
	const products = async () => (await call(town.base, 'GET', `/shops/${shop.slug}/products?hidden=true&limit=100`, undefined, token)).items;
	return { ...device, shop, token, products };
}

test('a product is photographed, made small and upright, and its photo survives a lost network', async () => {
	const { page, context, shop, products, close } = await behindTheCounter('/produits');
	await page.getByRole('button', { name: 'Ajouter un produit' }).click();
	const camera = page.locator('input[type=file][capture=environment]');
	await camera.setInputFiles({ name: 'roti.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
	await page.getByText('n’arrive pas à ouvrir ce fichier').waitFor();
	await clean(page);
	await page.getByRole('button', { name: 'Enlever roti.jpg' }).click();
	await camera.setInputFiles({ name: 'roti.jpg', mimeType: 'image/jpeg', buffer: await snapshot(page, 3200, 2400, 6) });
	await page.locator('[data-upload=ready]').waitFor();
	await page.getByLabel('Nom du produit').fill('Rôti de veau');
	await page.getByLabel('Prix du kilo').fill('24,50');
	await page.route('**/api/v1/products/*/photos?*', (route) => route.abort());
	await page.getByRole('button', { name: 'Mettre en vente' }).click();
	await page.getByText('Rôti de veau est en vente, sa photo n’est pas encore partie.').waitFor();
	await page.getByText('Le réseau ne répond pas.').first().waitFor();
	await clean(page);
	await page.unroute('**/api/v1/products/*/photos?*');
	await context.setOffline(true);
	await context.setOffline(false); // the device says that the network is back
	const row = page.locator('[data-product="Rôti de veau"]');
	await row.locator('img').first().waitFor();
	assert.equal(await page.locator('[data-upload]').count(), 0);

	const made = (await products()).find((/** @type {any} */ p) => p.name === 'Rôti de veau');
	assert.deepEqual([made.photos[0].width, made.photos[0].height], [1200, 1600]);
	assert.equal(made.photos[0].alt, 'Rôti de veau');
	const [red = 0, , blue = 0] = await topColour(page, made.photos[0].sizes[0].url);
	assert.ok(red > 150 && blue < 100, 'the top of what was held sideways is its left');

	await page.goto(`/boutique/${shop.slug}`);
	const shown = page.locator('article', { hasText: 'Rôti de veau' }).locator('img[alt="Rôti de veau"]');
	await shown.waitFor();
	assert.match((await shown.getAttribute('srcset')) ?? '', /320w, .*w$/);
	assert.ok((await shown.getAttribute('width')) && (await shown.getAttribute('height')));
	await page.locator('article h3 a', { hasText: 'Rôti de veau' }).click();
	await page.locator('.large img[alt="Rôti de veau"]').waitFor();
	await clean(page);
	await close();
});

test('photos are ordered, worded and removed; the shop shows its own', async () => {
	const { page, shop, products, close } = await behindTheCounter('/produits');
	const [first] = await products();
	const row = page.locator(`[data-product="${first.name}"]`);
	await row.getByRole('button', { name: 'Modifier' }).click();
	const sheet = page.getByRole('dialog');
	const before = first.photos.length;
	await sheet.locator('input[type=file]:not([capture])').setInputFiles([
		{ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await snapshot(page, 400, 300) },
		{ name: 'b.jpg', mimeType: 'image/jpeg', buffer: await snapshot(page, 300, 400) }
	]);
	await sheet.locator('[data-photo]').nth(before + 1).waitFor();
	await clean(page);
	await sheet.getByLabel(`Ce que montre la photo ${before + 2}`).fill('Vu de près');
	await sheet.getByRole('button', { name: `Avancer ${before + 2}` }).click();
	await page.waitForFunction((n) => /** @type {HTMLInputElement | undefined} */ (document.querySelectorAll('[data-photo] input')[n])?.value === 'Vu de près', before);
	await sheet.getByRole('button', { name: `Enlever ${before + 2}` }).click();
	await sheet.locator('[data-photo]').nth(before + 1).waitFor({ state: 'detached' });
	const now = (await products()).find((/** @type {any} */ p) => p.id === first.id);
	assert.equal(now.photos.length, before + 1);
	assert.equal(now.photos[before].alt, 'Vu de près');

	await page.goto(`/tenir/${shop.slug}/boutique`);
	await page.locator('input[type=file]:not([capture])').setInputFiles({ name: 'vitrine.jpg', mimeType: 'image/jpeg', buffer: await snapshot(page, 640, 480) });
	await page.getByText('La photo est en ligne.').waitFor();
	await clean(page);
	await page.goto(`/boutique/${shop.slug}`);
	await page.locator(`.front img[alt="${shop.name}"]`).waitFor();
	await close();
});

test('a product says all that the law asks, in several formats', async () => {
	const { page, products, close } = await behindTheCounter('/produits');
	const pieces = (await products()).find((/** @type {any} */ p) => p.saleUnit === 'piece' && p.variants.length === 1);
	await page.locator(`[data-product="${pieces.name}"]`).getByRole('button', { name: 'Modifier' }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: 'Ajouter un format' }).click();
	await sheet.getByLabel('Nom du format').first().fill('Le petit');
	await sheet.getByLabel('Prix de la pièce').nth(1).fill('9,5');
	await sheet.getByRole('button', { name: 'Enregistrer' }).click();
	await sheet.getByText('Un nom pour chaque format.').waitFor();
	await sheet.getByLabel('Nom du format').nth(1).fill('Le grand');
	await sheet.getByLabel('Contenu net').nth(1).fill('500');
	await sheet.getByText('Ingrédients et allergènes').click();
	await sheet.getByLabel('Ingrédients', { exact: true }).fill('Porc, sel, poivre');
	await sheet.getByLabel('Lait').selectOption('present');
	await sheet.getByLabel('Céleri').selectOption('may_contain');
	await sheet.getByLabel('Lupin').selectOption('unknown');
	await clean(page);
	await sheet.getByRole('button', { name: 'Enregistrer' }).click();
	await sheet.waitFor({ state: 'detached' });
	const now = (await products()).find((/** @type {any} */ p) => p.id === pieces.id);
	assert.deepEqual(now.variants.map((/** @type {any} */ v) => v.name), ['Le petit', 'Le grand']);
	assert.equal(now.variants[1].unitPrice.cents, 1900);
	assert.equal(now.allergens.length, 14);
	assert.deepEqual(now.allergens.filter((/** @type {any} */ a) => a.presence === 'present').map((/** @type {any} */ a) => a.allergen), ['milk']);
	await page.goto(`/produit/x-${pieces.id}`);
	await page.getByText('Contient :').waitFor();
	await page.getByText('Non renseignés : lupin').waitFor(); // what nobody said is not said to be absent
	await close();
});

test('several products change together', async () => {
	const { page, products, close } = await behindTheCounter('/produits');
	const before = await products();
	await page.getByRole('button', { name: 'Choisir plusieurs' }).click();
	const two = before.filter((/** @type {any} */ p) => p.variants.every((/** @type {any} */ v) => v.stock.mode === before[0].variants[0].stock.mode) && p.saleUnit === before[0].saleUnit).slice(0, 2);
	assert.equal(two.length, 2);
	for (const p of two) await page.getByRole('checkbox', { name: `Choisir ${p.name}` }).check();
	await page.getByText('2 produits choisis').waitFor();
	await clean(page);
	await page.getByRole('button', { name: 'Changer ces produits' }).click();
	const sheet = page.getByRole('dialog');
	await sheet.getByLabel('De combien pour cent ?').fill('beaucoup');
	await sheet.getByRole('button', { name: 'Changer les prix' }).click();
	await sheet.getByText('Un nombre, comme 2,5 ou -10.').waitFor();
	await clean(page);
	await sheet.getByLabel('De combien pour cent ?').fill('2,5');
	await sheet.getByLabel('Arrondir').selectOption('5');
	await sheet.getByRole('button', { name: 'Changer les prix' }).click();
	await page.getByText('2 produits changés.').waitFor();
	const after = await products();
	for (const p of two) {
		const cents = after.find((/** @type {any} */ q) => q.id === p.id).variants[0].priceCents;
		assert.equal(cents, Math.floor((p.variants[0].priceCents * 10250 + 25000) / 50000) * 5);
	}
	await page.getByRole('button', { name: 'Changer ces produits' }).click();
	await sheet.getByRole('button', { name: 'Cacher' }).click();
	await page.locator(`[data-product="${two[0].name}"]`).getByText('Caché').waitFor();
	await page.locator(`[data-product="${two[1].name}"]`).getByText('Caché').waitFor();
	await close();
});

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { audit, launch, open } from './browser.js';
import { call, person } from './keeper.js';
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

test('shops are kept on the device, nearest first by a position that never leaves it', async () => {
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block', permissions: ['geolocation'], geolocation: { latitude: 48.52168, longitude: 2.02954 } });
	/** @type {string[]} */
	const asked = [];
	page.on('request', (r) => asked.push(`${r.url()} ${r.postData() ?? ''}`));
	await page.goto('/ville/dourdan');
	await page.locator('article').first().waitFor();
	const first = () => page.locator('article h3').first().textContent();
	assert.notEqual(await first(), 'Les Jardins du Clos aux Grives');
	await page.getByRole('button', { name: 'Autour de moi' }).click();
	await page.getByText('à 10 m').waitFor();
	assert.equal(await first(), 'Les Jardins du Clos aux Grives');
	assert.deepEqual(asked.filter((a) => /48\.52|2\.029|near/.test(a)), []);
	assert.doesNotMatch(JSON.stringify(await context.storageState()), /48\.52|2\.029/);

	await page.getByRole('button', { name: 'Garder La Mie Buissonnière parmi mes boutiques' }).click();
	await page.getByRole('button', { name: 'Mes boutiques', exact: true }).click();
	assert.equal(await page.locator('article').count(), 1);
	await audit(page, 'favourites');
	await page.goto('/boutique/la-mie-buissonniere');
	await page.getByRole('button', { name: 'Garder La Mie Buissonnière parmi mes boutiques', pressed: true }).waitFor();
	await close();
});

test('who refuses to say where they are is told, and sees the shops all the same', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/ville/dourdan');
	await page.getByRole('button', { name: 'Autour de moi' }).click();
	await page.getByText('Votre position n’est pas disponible.').waitFor();
	assert.equal(await page.locator('article').count(), 12);
	await close();
});

test('without tiles, a plain plan shows where shops stand', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	/** @type {string[]} */
	const scripts = [];
	page.on('request', (r) => r.url().endsWith('.js') && scripts.push(r.url()));
	await page.goto('/ville/dourdan', { waitUntil: 'networkidle' });
	const before = scripts.length;
	await page.getByRole('button', { name: 'Carte' }).click();
	const plan = page.getByRole('group', { name: 'Plan des boutiques' });
	await plan.waitFor();
	assert.ok(scripts.length > before, 'the map is loaded when it is looked at');
	assert.equal(await plan.getByRole('link').count(), 11); // the one without a fixed address is in the list alone
	await page.getByText('sans adresse fixe').waitFor();
	await audit(page, 'plan');
	await plan.getByRole('link', { name: /^La Page Volante/ }).click();
	await page.waitForURL('**/boutique/la-page-volante');
	await close();
});

test('with tiles, the map comes from that host and no other', async () => {
	const square = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
	/** @type {string[]} */
	const drawn = [];
	const tiles = createServer((request, answer) => {
		drawn.push(request.url ?? '');
		answer.writeHead(200, { 'Content-Type': 'image/png' }).end(square);
	});
	await new Promise((ready) => tiles.listen(0, '127.0.0.1', () => ready(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (tiles.address());
	const mapped = await serveTown('127.0.0.1', ['--tiles', `http://127.0.0.1:${port}/{z}/{x}/{y}.png`, '--tiles-credit', '© Les arpenteurs']);
	try {
		const { page, close } = await open(browser, mapped.base, { serviceWorkers: 'block' });
		const answer = await page.goto('/ville/dourdan');
		assert.match(answer?.headers()['content-security-policy'] ?? '', new RegExp(`img-src 'self' http://127.0.0.1:${port} data:;`));
		await page.getByRole('button', { name: 'Carte' }).click();
		await page.getByText('© Les arpenteurs').waitFor();
		await page.locator('.leaflet-tile-loaded').first().waitFor();
		assert.match(drawn[0] ?? '', /^\/\d+\/\d+\/\d+\.png$/);
		await audit(page, 'map');
		await page.getByRole('link', { name: /^Le Boulon d’Or/ }).first().focus();
		await page.keyboard.press('Enter');
		await page.waitForURL('**/boutique/le-boulon-d-or');
		await close();
	} finally {
		await mapped.stop();
		tiles.close();
	}
});

test('an order is placed again in two taps from one’s orders', async () => {
	const { email, token } = await person(town.base, 'customer');
	const { items } = await call(town.base, 'GET', '/me/orders?limit=50', undefined, token);
	const past = items.find((/** @type {any} */ o) => ['collected', 'delivered'].includes(o.state));
	assert.ok(past, `${email} has ordered before`);
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/connexion');
	await page.getByLabel('Adresse e-mail').fill(email);
	await page.getByRole('button', { name: 'Recevoir un code' }).click();
	await page.getByLabel('Code à six chiffres').waitFor();
	await page.getByLabel('Code à six chiffres').fill(await town.code(email));
	await page.getByRole('button', { name: 'Entrer' }).click();
	await page.getByRole('link', { name: 'Vos commandes' }).click();
	await page.getByRole('button', { name: `Commander à nouveau ${past.shop.name}, ${past.number}` }).click();
	await page.waitForURL(/\/(commander|panier)$/);
	await page.getByText(past.shop.name).first().waitFor();
	await close();
});

// Every page there is, looked at by axe: light on a phone, dark on a wide screen.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { addFrom, audit, become, fits, launch, open } from './browser.js';
import { call, order, person } from './keeper.js';
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

const routes = new URL('../src/routes/', import.meta.url);
/** The addresses of the app, as its folders say them. */
const every = readdirSync(routes, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('+page.svelte'))
	.map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`)
	.sort();

test('axe finds nothing on any page, and each fits 320 px with text twice as large', async () => {
	const keeper = await person(town.base, 'bernard@example.org');
	const customer = await person(town.base, 'nadia@example.org');
	const admin = await person(town.base, 'admin@example.org');
	const slug = keeper.shop?.slug ?? '';
	const placed = await order(town.base, slug);
	const half = await call(town.base, 'POST', '/shops', { name: 'Pas encore', trade: 'books', town: '91200' }, customer.token);
	const { items } = await call(town.base, 'GET', `/shops/${slug}/products`);
	const mine = await call(town.base, 'GET', '/me/orders', undefined, customer.token);
	const { basketId } = await call(town.base, 'GET', `/orders/${mine.items[0].id}`, undefined, customer.token);
	/** @type {Record<string, { at: string, as?: string }>} where each page is seen, and by whom */
	const seen = {
		'/': { at: '/' },
		'/administration': { at: '/administration', as: admin.email },
		'/boutique/[shop]': { at: `/boutique/${slug}` },
		'/boutique/commandes/[order]': { at: `/boutique/commandes/${placed.id}`, as: keeper.email },
		'/commander': { at: '/commander' },
		'/commandes/[order]': { at: `/commandes/${mine.items[0].id}`, as: customer.email },
		'/connexion': { at: '/connexion' },
		'/design': { at: '/design' },
		'/invitation': { at: '/invitation' },
		'/mes-commandes': { at: '/mes-commandes', as: customer.email },
		'/mon-compte': { at: '/mon-compte', as: customer.email },
		'/mon-compte/adresse': { at: '/mon-compte/adresse', as: customer.email },
		'/mot-de-passe': { at: '/mot-de-passe' },
		'/ouvrir': { at: '/ouvrir' },
		'/ouvrir/[shop]': { at: `/ouvrir/${half.slug}`, as: customer.email },
		'/panier': { at: '/panier' },
		'/produit/[product]': { at: `/produit/${items[0].id}` },
		'/suivi/[basket]': { at: `/suivi/${basketId}`, as: customer.email },
		'/tenir': { at: '/tenir', as: customer.email },
		'/tenir/[shop]': { at: `/tenir/${slug}`, as: keeper.email },
		'/tenir/[shop]/boutique': { at: `/tenir/${slug}/boutique`, as: keeper.email },
		'/tenir/[shop]/equipe': { at: `/tenir/${slug}/equipe`, as: keeper.email },
		'/tenir/[shop]/horaires': { at: `/tenir/${slug}/horaires`, as: keeper.email },
		'/tenir/[shop]/produits': { at: `/tenir/${slug}/produits`, as: keeper.email },
		'/ville/[town]': { at: '/ville/dourdan' }
	};
	assert.deepEqual(Object.keys(seen).sort(), every, 'a page that nobody looks at');

	for (const [width, colorScheme] of /** @type {const} */ ([[390, 'light'], [1280, 'dark']])) {
		/** @type {Map<string, Awaited<ReturnType<typeof open>>>} a device for each person */
		const devices = new Map();
		for (const [route, { at, as = '' }] of Object.entries(seen)) {
			let device = devices.get(as);
			if (!device) {
				devices.set(as, (device = await open(browser, town.base, { width, colorScheme, serviceWorkers: 'block' })));
				if (as) await become(device.page, as);
				else await addFrom(device.page, 'la-mie-buissonniere', 'Baguette');
			}
			await device.page.goto(at);
			await device.page.locator('main h1').first().waitFor();
			if (route !== '/design') await device.page.waitForFunction(() => !document.querySelector('.bones')); // what is fetched has come
			await audit(device.page, `${route} at ${width} px, ${colorScheme}`);
			if (width === 390) {
				await device.page.setViewportSize({ width: 320, height: 640 });
				await device.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
				await fits(device.page, `${route} at 320 px, text twice as large`);
				await device.page.setViewportSize({ width, height: 844 });
			}
		}
		for (const device of devices.values()) await device.close();
	}
});

import { audit } from './browser.js';
import { newId } from './ids.js';

/** @typedef {import('playwright-core').Page} Page */

/**
 * Calls the server as a program would.
 * @param {string} base @param {string} method @param {string} path @param {unknown} [body] @param {string} [token] @param {Record<string, string>} [headers]
 * @returns {Promise<any>}
 */
export async function call(base, method, path, body, token, headers) {
	const answer = await fetch(`${base}/api/v1${path}`, {
		method,
		headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newId('key'), ...(token ? { Authorization: `Bearer ${token}` } : {}), ...headers },
		...(body === undefined ? {} : { body: JSON.stringify(body) })
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
	return text ? JSON.parse(text) : undefined;
}

/** @param {string} base @param {string} which a role or an address @returns {Promise<{email: string, token: string, shop?: {id: string, slug: string, name: string}}>} a made-up person, signed in */
export async function person(base, which) {
	const { signIns } = await call(base, 'GET', '/demo');
	const who = signIns.find((/** @type {{role: string, email: string}} */ s) => s.role === which || s.email === which);
	const tokens = await call(base, 'POST', '/sessions', { email: who.email, password: who.password });
	return { email: who.email, token: tokens.accessToken, shop: who.shop };
}

/**
 * Orders one thing that is on sale in a shop, as a made-up customer.
 * @param {string} base @param {string} shopId
 * @returns {Promise<any>} the order
 */
export async function order(base, shopId) {
	const buyer = await person(base, 'customer');
	return { ...(await orderAs(base, shopId, buyer).catch((e) => (/slot_closed/.test(e.message) ? orderAs(base, shopId, buyer) : Promise.reject(e)))), token: buyer.token };
}

/** @param {string} base @param {string} shopId @param {{email: string, token: string}} buyer */
async function orderAs(base, shopId, buyer) {
	const { items } = await call(base, 'GET', `/shops/${shopId}/products`);
	const product = items.find((/** @type {any} */ p) => p.variants[0].stock.available);
	const slots = await call(base, 'GET', `/shops/${shopId}/slots?way=counter`);
	const slot = slots.items.find((/** @type {any} */ s) => s.available !== false);
	const shop = { shopId: items[0].shopId, way: 'counter', lines: [{ variantId: product.variants[0].id, quantity: product.minimum }], slot: { start: slot.start } };
	const basketId = newId('bsk');
	const quote = await call(base, 'POST', '/quotes', { basketId, shops: [shop] });
	const placed = await call(
		base, 'POST', '/checkouts',
		{ basketId, quoteHash: quote.quoteHash, acceptTerms: true, shops: [shop], customer: { name: 'Nadia Roux', phone: '06 12 34 56 78', email: buyer.email }, language: 'fr' },
		buyer.token
	);
	return placed.orders[0];
}

/**
 * Signs in where the page asks for it.
 * @param {Page} page @param {{code: (to: string) => Promise<string>}} town @param {string} email
 */
export async function signIn(page, town, email) {
	await page.getByLabel('Adresse e-mail').fill(email);
	await page.getByRole('button', { name: 'Recevoir un code' }).click();
	await page.getByLabel('Code à six chiffres').waitFor();
	await page.getByLabel('Code à six chiffres').fill(await town.code(email));
	await page.getByRole('button', { name: 'Entrer' }).click();
}

/** @param {string} code @returns {string} another of six digits */
export const wrong = (code) => (code === '000000' ? '111111' : '000000');

/** @param {Page} page that axe must find nothing on */
export const clean = (page) => audit(page, page.url());

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit, launch, open } from './browser.js';
import { person, signIn } from './keeper.js';
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

/** Stands for the push service of the browser's maker, which cannot be reached from here. */
const standIn = () => {
	/** @type {any} */
	let held = null;
	PushManager.prototype.getSubscription = async () => held;
	PushManager.prototype.subscribe = async (/** @type {any} */ options) => {
		const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
		const point = await crypto.subtle.exportKey('raw', pair.publicKey);
		held = {
			endpoint: `https://example.com/${crypto.randomUUID()}`,
			options: { applicationServerKey: options.applicationServerKey.buffer },
			getKey: (/** @type {string} */ name) => (name === 'auth' ? new Uint8Array(16).buffer : point),
			unsubscribe: async () => ((held = null), true)
		};
		return held;
	};
};

test('the board asks for alerts, says how it stands, and the alert is shown', async () => {
	const { email, shop } = await person(town.base, 'bernard@example.org');
	assert.ok(shop);
	const { page, context, close } = await open(browser, town.base);
	await context.addInitScript(standIn);
	await context.grantPermissions(['notifications']);
	const devtools = await context.newCDPSession(page);
	/** @type {string | undefined} */
	let registrationId;
	devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => (registrationId = registrations[0]?.registrationId ?? registrationId));
	await devtools.send('ServiceWorker.enable');

	await page.goto(`/tenir/${shop.slug}`);
	await signIn(page, town, email);
	await page.getByRole('button', { name: 'Recevoir une alerte sur ce téléphone' }).click();
	await page.getByText('Ce téléphone vous alerte').waitFor();
	await audit(page, 'the board with alerts');

	assert.ok(registrationId, 'the service worker is not registered');
	const data = JSON.stringify({ title: 'Nouvelle commande K7-4821', body: 'Épi : elle attend votre réponse.', path: '/boutique/commandes/ord_x', tag: 'ord_x' });
	await devtools.send('ServiceWorker.deliverPushMessage', { origin: town.base, registrationId, data });
	const shown = await page.evaluate(async () => {
		const worker = await navigator.serviceWorker.ready;
		for (let turn = 0; turn < 300; turn++) {
			const [n] = await worker.getNotifications();
			if (n) return { title: n.title, body: n.body, path: n.data };
			await new Promise((r) => setTimeout(r, 100));
		}
	});
	assert.deepEqual(shown, { title: 'Nouvelle commande K7-4821', body: 'Épi : elle attend votre réponse.', path: '/boutique/commandes/ord_x' });

	await page.getByRole('button', { name: 'Ne plus en recevoir' }).click();
	await page.getByRole('button', { name: 'Recevoir une alerte sur ce téléphone' }).waitFor();
	await close();
});

test('a browser that refuses or cannot is told the truth', async () => {
	const { email, shop } = await person(town.base, 'bernard@example.org');
	for (const [prepare, words] of /** @type {const} */ ([
		[() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }), 'Les alertes sont refusées pour ce site'],
		[() => Reflect.deleteProperty(globalThis, 'PushManager'), 'Ce navigateur ne reçoit pas d’alertes']
	])) {
		const { page, context, close } = await open(browser, town.base);
		await context.addInitScript(prepare);
		await page.goto(`/tenir/${shop?.slug}`);
		await signIn(page, town, email);
		await page.getByText(words).waitFor();
		await close();
	}
});

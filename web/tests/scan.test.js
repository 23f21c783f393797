import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.js';
import { call, clean, order, person, signIn } from './keeper.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
const folder = mkdtempSync(join(tmpdir(), 'cabas-camera-'));
before(async () => {
	town = await serveTown();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await town?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** An order that waits at the counter, as its shop and its customer see it. */
async function readyOrder() {
	const keeper = await person(town.base, 'bernard@example.org');
	assert.ok(keeper.shop);
	const placed = await order(town.base, keeper.shop.id);
	for (const step of ['accept', 'ready']) await call(town.base, 'POST', `/orders/${placed.id}/${step}`, {}, keeper.token);
	const { pickup, number } = await call(town.base, 'GET', `/orders/${placed.id}`, undefined, placed.token);
	return { ...keeper, shop: keeper.shop, id: placed.id, number, pickup, state: async () => (await call(town.base, 'GET', `/orders/${placed.id}`, undefined, placed.token)).state };
}

/**
 * What a camera sees when a picture is held before it, a little aside: two frames of video.
 * @param {import('playwright-core').Page} page @param {string} picture @returns {Promise<string>} the file
 */
async function film(page, picture) {
	const [width, height] = [640, 480];
	const grey = Buffer.from(
		await page.evaluate(
			async ([src, w, h]) => {
				const image = new Image();
				image.src = src;
				await image.decode();
				const canvas = document.createElement('canvas');
				[canvas.width, canvas.height] = [w, h];
				const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
				paper.fillStyle = '#a09880';
				paper.fillRect(0, 0, w, h);
				paper.translate(w / 2 + 20, h / 2);
				paper.rotate(0.12);
				paper.drawImage(image, -140, -140, 280, 280);
				const { data } = paper.getImageData(0, 0, w, h);
				let text = '';
				for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(Math.round(((data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0)) / 3));
				return btoa(text);
			},
			/** @type {const} */ ([picture, width, height])
		),
		'base64'
	);
	const frame = Buffer.concat([Buffer.from('FRAME\n'), grey, Buffer.alloc((width * height) / 2, 128)]);
	const file = join(folder, 'ticket.y4m');
	writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame]));
	return file;
}

test('a ticket is scanned at the board and handed over', async () => {
	const o = await readyOrder();
	const painter = await open(browser, town.base, { serviceWorkers: 'block' });
	await painter.page.goto('/connexion');
	const camera = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${await film(painter.page, o.pickup.qr)}`]);
	try {
		const { page, close } = await open(camera, town.base, { serviceWorkers: 'block' });
		/** @type {string[]} */
		const scripts = [];
		page.on('request', (r) => r.url().endsWith('.js') && scripts.push(r.url()));
		await page.goto(`/tenir/${o.shop.slug}`);
		await signIn(page, town, o.email);
		await page.getByRole('button', { name: 'Scanner un ticket' }).waitFor();
		const before = scripts.length;
		await page.getByRole('button', { name: 'Scanner un ticket' }).click();
		const sheet = page.getByRole('dialog');
		await sheet.getByLabel('Code du client').waitFor();
		assert.ok(scripts.length > before, 'the decoder is loaded with the camera, not before');
		assert.equal(await sheet.getByLabel('Code du client').inputValue(), o.pickup.code);
		await sheet.getByRole('button', { name: 'Remettre la commande' }).click();
		await sheet.waitFor({ state: 'detached' });
		assert.equal(await o.state(), 'collected');
		await close();
	} finally {
		await camera.close();
	}
	await painter.close();
});

test('where the camera is refused the code is typed; a ticket of another order says so', async () => {
	const o = await readyOrder();
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.addInitScript(() => {
		// A camera that is refused once, then a browser that reads codes by itself.
		let asked = 0;
		const film = () => {
			const canvas = document.createElement('canvas');
			const paper = canvas.getContext('2d');
			setInterval(() => paper?.fillRect(0, 0, 9, 9), 50);
			return canvas.captureStream(5);
		};
		Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia: async () => (asked++ ? film() : Promise.reject(new DOMException('no', 'NotAllowedError'))) } });
		Object.assign(globalThis, {
			BarcodeDetector: class {
				static async getSupportedFormats() {
					return ['qr_code'];
				}
				async detect() {
					return [{ rawValue: /** @type {any} */ (globalThis).seen }];
				}
			},
			seen: 'ord_01kb3m7q2vex5vsknk084sn001:482913'
		});
	});
	await page.goto(`/boutique/commandes/${o.id}`);
	await signIn(page, town, o.email);
	const sheet = page.getByRole('dialog');
	await sheet.getByRole('button', { name: 'Scanner son ticket' }).click();
	await sheet.getByText('La caméra n’est pas permise').waitFor();
	await clean(page);
	await sheet.getByRole('button', { name: 'Taper le code plutôt' }).click();
	await sheet.getByRole('button', { name: 'Scanner son ticket' }).click();
	await sheet.getByText('Ce ticket est celui d’une autre commande.').waitFor();
	await page.evaluate((seen) => Object.assign(globalThis, { seen }), o.pickup.code); // a ticket from before
	await sheet.getByRole('button', { name: 'Scanner son ticket' }).click();
	await page.waitForFunction((code) => /** @type {HTMLInputElement | null} */ (document.querySelector('input[name=pickup]'))?.value === code, o.pickup.code);
	await sheet.getByRole('button', { name: 'Remettre la commande' }).click();
	await sheet.waitFor({ state: 'detached' });
	assert.equal(await o.state(), 'collected');
	await close();
});

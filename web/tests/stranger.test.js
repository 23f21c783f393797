import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.js';
import { serveTown } from './server.js';

/** Serves the stranger's page from an origin of its own. */
async function serveStranger() {
	const page = await readFile(new URL('stranger/index.html', import.meta.url));
	const server = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html').end(page));
	await new Promise((r) => server.listen(0, '127.0.0.1', () => r(undefined)));
	const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
	return { origin: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** @type {Awaited<ReturnType<typeof serveStranger>>} */
let known;
/** @type {Awaited<ReturnType<typeof serveStranger>>} */
let unknown;
/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
	[known, unknown] = await Promise.all([serveStranger(), serveStranger()]);
	[town, browser] = await Promise.all([serveTown('127.0.0.1', ['--cors-origins', known.origin]), launch()]);
});
after(async () => {
	await browser?.close();
	await town?.stop();
	known?.stop();
	unknown?.stop();
});

test('a front end of somebody else signs in, survives a reload and orders', async () => {
	const { page, close } = await open(browser, known.origin);
	await page.goto(`/#api=${town.base}`);
	await page.getByLabel('E-mail').fill('nadia@example.org');
	await page.getByLabel('Mot de passe').fill('panier-en-osier-91');
	await page.getByRole('button', { name: 'Entrer' }).click();
	await page.getByText('Bonjour Nadia').waitFor();
	await page.reload();
	await page.getByText('Bonjour Nadia').waitFor();
	await page.getByRole('button', { name: 'Commander une baguette' }).click();
	await page.getByText(/^Commande [A-Z0-9-]+ : \d/).waitFor();
	await close();
});

test('a front end that the town did not name reads nothing', async () => {
	const { page, close } = await open(browser, unknown.origin);
	await page.goto(`/#api=${town.base}`);
	await page.getByLabel('E-mail').fill('nadia@example.org');
	await page.getByLabel('Mot de passe').fill('panier-en-osier-91');
	await page.getByRole('button', { name: 'Entrer' }).click();
	await page.getByText('Refusé : Failed to fetch').waitFor();
	assert.equal(await page.evaluate(() => localStorage.refresh), undefined);
	await close({ silent: true }); // the browser complains of the refusal
});

// Takes the main pages as pictures, to be looked at. CABAS_SITE names a server
// that runs already; arguments name the pages wanted: node tests/shoot.js shop basket
import { mkdirSync } from 'node:fs';
import { launch, lettered, pagesToShow } from './browser.js';
import { serveTown } from './server.js';

const only = process.argv.slice(2);
const town = process.env.CABAS_SITE ? undefined : await serveTown();
const base = process.env.CABAS_SITE ?? town?.base;
const folder = new URL('../screenshots/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const browser = await launch();
/** @type {import('playwright-core').BrowserContextOptions['serviceWorkers']} */
const serviceWorkers = 'block';
try {
	for (const scheme of /** @type {const} */ (['light', 'dark']))
		for (const width of [390, 1280]) {
			const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 800 }, colorScheme: scheme, locale: 'fr-FR', serviceWorkers, deviceScaleFactor: 1, baseURL: base });
			const page = await context.newPage();
			page.on('pageerror', (e) => console.error(`${page.url()}: ${e.message}`));
			page.on('console', (m) => m.type() === 'error' && console.error(`${page.url()}: ${m.text()}`));
			for (const [name, visit] of Object.entries(pagesToShow)) {
				if (only.length && !only.includes(name)) continue;
				await visit(page);
				// A page that follows a stream is never idle.
				await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
				await lettered(page);
				await page.screenshot({ path: `${folder}${name}-${width}-${scheme}.png`, fullPage: true });
			}
			await context.close();
		}
} finally {
	await browser.close();
	await town?.stop();
}

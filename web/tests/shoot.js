// Takes the main pages as pictures, to be looked at: node tests/shoot.js [base] [names…]
import { mkdirSync } from 'node:fs';
import { launch, pagesToShow } from './browser.js';

const [base = 'http://127.0.0.1:8080', ...only] = process.argv.slice(2);
const folder = new URL('../screenshots/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const scheme of /** @type {const} */ (['light', 'dark']))
	for (const width of [390, 1280]) {
		const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 800 }, colorScheme: scheme, locale: 'fr-FR', deviceScaleFactor: 1, baseURL: base });
		const page = await context.newPage();
		page.on('pageerror', (e) => console.error(`${page.url()}: ${e.message}`));
		page.on('console', (m) => m.type() === 'error' && console.error(`${page.url()}: ${m.text()}`));
		for (const [name, visit] of Object.entries(pagesToShow)) {
			if (only.length && !only.includes(name)) continue;
			await visit(page);
			await page.waitForLoadState('networkidle');
			await page.screenshot({ path: `${folder}${name}-${width}-${scheme}.png`, fullPage: true });
		}
		await context.close();
	}
await browser.close();

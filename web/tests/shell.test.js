import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, audit, launch, open, pagesToShow } from './browser.js';
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

test('every page passes axe in the dark, and fits 320 px with text twice as large', async () => {
	const { page, close } = await open(browser, town.base, { colorScheme: 'dark', serviceWorkers: 'block' });
	for (const [name, visit] of Object.entries(pagesToShow)) {
		await page.setViewportSize({ width: 390, height: 844 });
		await visit(page);
		await audit(page, `${name} in the dark`);
		await page.setViewportSize({ width: 320, height: 640 });
		await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
		const [wide, culprit] = await page.evaluate(() => {
			const past = [...document.querySelectorAll('main *, header *')].find((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('svg, .trades, .aisles, .days, .tab-list, .sr, .hero'));
			return [document.documentElement.scrollWidth, past ? `${past.tagName}.${past.className} ${past.textContent?.slice(0, 40)}` : ''];
		});
		assert.ok(wide <= 320, `${name} is ${wide} px wide: ${culprit}`);
	}
	await close();
});

test('scripts stay within their budgets, and nothing is refused by the policy', async () => {
	for (const [path, most] of /** @type {const} */ ([['/', 60], ['/ville/dourdan', 60], ['/commander', 90]])) {
		const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
		if (path === '/commander') await addFrom(page, 'la-mie-buissonniere');
		await page.goto(path, { waitUntil: 'networkidle' });
		const bytes = await page.evaluate(() => performance.getEntriesByType('resource').reduce((n, e) => n + (e.name.endsWith('.js') ? /** @type {PerformanceResourceTiming} */ (e).encodedBodySize : 0), 0));
		console.log(JSON.stringify({ page: path, scriptKilobytes: Math.round(bytes / 102.4) / 10, most }));
		assert.ok(bytes > 10_000 && bytes <= most * 1024, `${path} loads ${bytes} bytes of scripts`);
		await close();
	}
});

test('the interface speaks English to those who ask', async () => {
	const { page, close } = await open(browser, town.base, { locale: 'en-GB' });
	await page.goto('/');
	await page.getByRole('heading', { name: 'Your town’s shops' }).waitFor();
	assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
	await page.getByRole('button', { name: 'Français' }).click();
	await page.getByRole('heading', { name: 'Les boutiques de votre ville' }).waitFor();
	await page.reload();
	await page.getByRole('heading', { name: 'Les boutiques de votre ville' }).waitFor();
	await close();
});

test('what was seen is there without network, and an unknown address says so', async () => {
	const { page, context, close } = await open(browser, town.base);
	await page.goto('/');
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
	await page.goto('/boutique/la-mie-buissonniere');
	await page.locator('article').first().waitFor();
	// What came with the page is kept a moment after it is shown.
	for (let before = 0, now = -1; now < 1 || now !== before; ) {
		before = now;
		now = await page.evaluate(async () => (await (await caches.open('seen')).keys()).filter((k) => k.url.includes('/shops/')).length);
		await page.waitForTimeout(300);
	}
	await context.setOffline(true);
	await page.reload();
	await page.locator('article').first().waitFor();
	await page.getByText('Pas de réseau.').waitFor();
	await context.setOffline(false);
	const answer = await page.goto('/nulle-part');
	assert.equal(answer?.status(), 404);
	await page.getByText('Cette page n’est pas sur la place').waitFor();
	await close({ silent: true });
});

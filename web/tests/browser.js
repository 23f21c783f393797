import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */

/**
 * Starts the machine's own browser, quietly.
 * @param {string[]} [more] what else it is told
 */
export const launch = (more = []) =>
	chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--headless=new', '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--force-color-profile=srgb', ...more]
	});

/**
 * A device of its own, whose page must not complain while it is used.
 * @param {Browser} browser
 * @param {string} base
 * @param {Partial<import('playwright-core').BrowserContextOptions> & { width?: number }} [options]
 */
export async function open(browser, base, { width = 390, ...options } = {}) {
	const context = await browser.newContext({ baseURL: base, locale: 'fr-FR', timezoneId: 'Europe/Paris', viewport: { width, height: 844 }, reducedMotion: 'reduce', ...options });
	context.setDefaultTimeout(15_000);
	const page = await context.newPage();
	if (options.javaScriptEnabled !== false) takenOver(page);
	/** @type {string[]} */
	const complaints = [];
	page.on('pageerror', (e) => complaints.push(`${page.url()}: ${e.message}`));
	page.on('console', (m) => m.type() === 'error' && !/Failed to load resource/.test(m.text()) && complaints.push(`${page.url()}: ${m.text()}`));
	return {
		page,
		context,
		/** @param {{ silent?: boolean }} [how] */
		async close({ silent = false } = {}) {
			await context.close();
			if (!silent) assert.deepEqual(complaints, []);
		}
	};
}

/**
 * Lets a page of ours be opened only once the app has taken it over: what the server drew looks the same and does nothing yet.
 * @param {Page} page
 */
function takenOver(page) {
	for (const way of /** @type {const} */ (['goto', 'reload', 'goBack'])) {
		const go = /** @type {(...how: any[]) => ReturnType<Page['goto']>} */ (page[way].bind(page));
		page[way] = async (/** @type {any[]} */ ...how) => {
			const answer = await go(...how);
			await page.waitForFunction(() => !document.querySelector('body > #app') || document.documentElement.classList.contains('ready'));
			return answer;
		};
	}
}

/**
 * Counts the notes that pages of a device are really asked to play: `window.notes`.
 * @param {import('playwright-core').BrowserContext} context
 */
export const listening = (context) =>
	context.addInitScript(() => {
		const start = OscillatorNode.prototype.start;
		Object.assign(window, { notes: 0 });
		OscillatorNode.prototype.start = function (/** @type {number | undefined} */ when) {
			if (this.context.state === 'running') Object.assign(window, { notes: /** @type {any} */ (window).notes + 1 });
			return start.call(this, when);
		};
	});

/**
 * Takes from pages of a device the beat on which they ask now and then: what they show then, they were told.
 * @param {import('playwright-core').BrowserContext} context
 */
export const toldOnly = (context) => context.addInitScript(() => Object.assign(window, { setInterval: () => 0 }));

/**
 * Fails when axe finds anything against WCAG 2.2 AA or good practice.
 * @param {Page} page
 * @param {string} name
 */
export async function audit(page, name) {
	// A page is judged once it is drawn; what is still fading in has not its own colours yet.
	await page.locator('h1').first().waitFor();
	await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).map((a) => a.finished)));
	// One frame a page: axe need not open another page to join what it found in each.
	const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
	assert.deepEqual(violations.map((v) => `${name}: ${v.id} ${v.nodes.map((n) => `${n.target} ${n.failureSummary?.split('\n')[1] ?? ''}`).slice(0, 3).join(' | ')}`), []);
}

/**
 * Fails when something runs off the screen, is cut off at its side, or is a short word cut in two.
 * @param {Page} page
 * @param {string} where
 */
export async function fits(page, where) {
	const faults = await page.evaluate(() => {
		const found = document.documentElement.scrollWidth > innerWidth ? [`${document.documentElement.scrollWidth} px wide`] : [];
		const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const range = document.createRange();
		for (let text = words.nextNode(); text; text = words.nextNode()) {
			const box = text.parentElement;
			// What scrolls sideways, and what only screen readers see, stands elsewhere.
			// Addresses are cut where they must be.
			if (text.textContent?.includes('@') || !box?.checkVisibility() || box.closest('#svelte-announcer, .sr, .skip, svg, select, .trades, .aisles, .days, .tab-list, .table, nav, .town')) continue;
			for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[\p{L}\p{N}]{2,13}/gu)) {
				range.setStart(text, index);
				range.setEnd(text, index + word.length);
				const rects = [...range.getClientRects()];
				if (new Set(rects.map((r) => Math.round(r.top))).size > 1) found.push(`"${word}" is cut in two`);
				if (rects.some((r) => r.right > innerWidth + 1 || r.left < -1)) found.push(`"${word}" runs off`);
			}
		}
		return found;
	});
	assert.deepEqual([...new Set(faults)], [], where);
}

/** Shows the letters that the page is made for, however late they came, to compare or to keep a picture. @param {import('playwright-core').Page} page */
export const lettered = (page) =>
	page.evaluate(async () => {
		document.documentElement.classList.add('late');
		await Promise.all(['1em "Fraunces late"', '1em "Atkinson late"'].map((font) => document.fonts.load(font)));
		await document.fonts.ready;
	});

/**
 * Puts a product of a shop into the basket: the one named, or the first there is.
 * @param {Page} page
 * @param {string} slug
 * @param {string} [name]
 */
export async function addFrom(page, slug, name) {
	// Slots close on quarter hours: one that is near is waited for.
	const quarter = 15 * 60_000;
	const left = quarter - (Date.now() % quarter);
	if (left < 20_000) await page.waitForTimeout(left + 1_000);
	await page.goto(`/boutique/${slug}`);
	const button = page.getByRole('button', { name: `Ajouter au panier : ${name ?? ''}` }).first();
	await button.click();
	await page.getByRole('group', { name: /^Quantité/ }).first().waitFor();
}

/**
 * Says who orders.
 * @param {Page} page
 * @param {string} email
 */
export async function fill(page, email) {
	await page.getByLabel('Nom', { exact: true }).fill('Camille Durand');
	// Everybody has a telephone of their own, for a guest may hold a few orders only.
	const own = [...email].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 1_000_000, 0);
	await page.getByLabel('Téléphone').fill(`0639${String(own).padStart(6, '0')}`);
	await page.getByLabel('Adresse e-mail').fill(email);
}

/**
 * Commits to the order; once more where the time it was for is over meanwhile, as the page then says.
 * @param {Page} page
 * @param {() => Promise<unknown>} [press] how the button is pressed
 */
export async function commit(page, press = () => page.getByRole('button', { name: /obligation/ }).click()) {
	const code = page.getByLabel(/^(Code à six chiffres|Six-digit code)/);
	const over = page.locator('.said', { hasText: /vient d’être prise|has just been taken/ });
	await press();
	await code.or(over).first().waitFor();
	if (await over.isVisible()) await press();
	await code.waitFor();
}

/**
 * The main pages, by name, and how to come to each.
 * @type {Record<string, (page: Page) => Promise<unknown>>}
 */
export const pagesToShow = {
	home: (p) => p.goto('/', { waitUntil: 'networkidle' }),
	town: async (p) => {
		await p.goto('/ville/dourdan');
		await p.locator('article').first().waitFor();
	},
	shop: async (p) => {
		await p.goto('/boutique/la-mie-buissonniere');
		await p.locator('article').first().waitFor();
	},
	product: async (p) => {
		await p.goto('/boutique/l-affinee-du-donjon');
		await p.locator('article h3 a').first().click();
		await p.waitForURL('**/produit/**');
		await p.locator('dl').first().waitFor();
	},
	basket: async (p) => {
		await addFrom(p, 'la-mie-buissonniere', 'Baguette');
		await addFrom(p, 'le-cageot-d-osier');
		await p.goto('/panier', { waitUntil: 'networkidle' });
	},
	checkout: async (p) => {
		await p.goto('/commander', { waitUntil: 'networkidle' });
		await p.getByRole('button', { name: /obligation/ }).waitFor();
	},
	signIn: (p) => p.goto('/connexion', { waitUntil: 'networkidle' }),
	orders: (p) => p.goto('/mes-commandes', { waitUntil: 'networkidle' }),
	design: (p) => p.goto('/design', { waitUntil: 'networkidle' }),
	ticket: async (p) => {
		await become(p, 'nadia@example.org');
		await p.goto('/mes-commandes');
		await p.locator('main a[href*="/suivi/"]').first().click();
		await p.waitForURL('**/suivi/**');
		await p.locator('main h1').waitFor();
	},
	board: async (p) => {
		await become(p, 'solene@example.org');
		await p.goto('/tenir/l-affinee-du-donjon');
		await p.getByRole('tab').first().waitFor();
	},
	shelf: async (p) => {
		await p.goto('/tenir/l-affinee-du-donjon/produits');
		await p.locator('main article, main li').first().waitFor();
	}
};

/**
 * Signs the page in as one of the made-up people.
 * @param {Page} page
 * @param {string} email
 */
export async function become(page, email) {
	await page.goto('/connexion');
	await page.evaluate(async (email) => {
		const { signIns } = await (await fetch('/api/v1/demo')).json();
		const { password } = signIns.find((/** @type {{email: string}} */ s) => s.email === email);
		const tokens = await (await fetch('/api/v1/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }) })).json();
		localStorage.setItem('cabas.refresh', JSON.stringify(tokens.refreshToken));
	}, email);
}

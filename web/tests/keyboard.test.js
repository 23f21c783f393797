import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit, commit, fits, launch, open } from './browser.js';
import { serveTown } from './server.js';

/** @typedef {import('playwright-core').Page} Page */

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

/**
 * Goes on with Tab alone until what has the focus is called so; it must show that it has it.
 * @param {Page} page @param {RegExp} name
 */
async function reach(page, name) {
	/** @type {string[]} */
	const passed = [];
	for (let turn = 0; turn < 120; turn++) {
		await page.keyboard.press('Tab');
		const [called, shown] = await page.evaluate(() => {
			const e = document.activeElement;
			if (!(e instanceof HTMLElement) || e === document.body) return ['', true];
			const label = e instanceof HTMLInputElement ? [...(e.labels ?? [])].map((l) => l.textContent).join(' ') : '';
			// A field's own box, or the one around it, carries the line.
			const lined = (/** @type {Element | null} */ x) => x !== null && getComputedStyle(x).outlineStyle !== 'none' && parseFloat(getComputedStyle(x).outlineWidth) >= 2;
			return [e.getAttribute('aria-label') ?? (label.trim() || (e.textContent ?? '').replace(/\s+/g, ' ').trim()), lined(e) || lined(e.parentElement) || lined(e.nextElementSibling)];
		});
		if (called && !shown) assert.fail(`the focus on "${called}" cannot be seen`);
		if (name.test(String(called))) return;
		passed.push(String(called));
	}
	assert.fail(`${name} was not reached; passed ${passed.slice(0, 40).join(' | ')}`);
}

for (const { width, text, as } of [
	{ width: 1280, text: 100, as: 'on a wide screen' },
	{ width: 390, text: 100, as: 'on a phone' },
	{ width: 320, text: 200, as: 'at 320 px with text twice as large' }
])
	test(`from the town to the ticket by keyboard alone, ${as}`, async () => {
		const { page, context, close } = await open(browser, town.base, { width });
		await context.addInitScript((size) => addEventListener('DOMContentLoaded', () => document.documentElement.style.setProperty('font-size', `${size}%`)), text);
		const email = `clavier.${width}@example.org`;
		const type = async (/** @type {RegExp} */ field, /** @type {string} */ what) => {
			await reach(page, field);
			await page.keyboard.press('ControlOrMeta+a');
			await page.keyboard.type(what);
		};
		const press = async (/** @type {RegExp} */ name, /** @type {string} */ to = '') => {
			await reach(page, name);
			await page.keyboard.press('Enter');
			if (to) await page.waitForURL(to);
		};
		await page.goto('/');
		await type(/Votre ville/, 'dourd');
		await page.getByRole('link', { name: /Dourdan/ }).first().waitFor();
		await fits(page, 'home');
		await press(/Dourdan/, '**/ville/dourdan');
		await page.locator('article').first().waitFor();
		await fits(page, 'town');
		await press(/^La Mie Buissonnière/i, '**/boutique/la-mie-buissonniere');
		await page.locator('article').first().waitFor();
		await press(/^Ajouter au panier/);
		await fits(page, 'shop');
		await press(/Voir le panier/, '**/panier');
		await page.getByRole('link', { name: 'Choisir quand passer' }).or(page.getByRole('button', { name: 'Choisir quand passer' })).waitFor();
		await fits(page, 'basket');
		await press(/Choisir quand passer/, '**/commander');
		await page.locator('.slot').first().waitFor();
		// Another time, chosen in the sheet and back.
		await press(/Changer l’heure/);
		await page.getByRole('dialog').waitFor();
		await fits(page, 'slots');
		await press(/^\d+ h/);
		await page.getByRole('dialog').waitFor({ state: 'detached' });
		await type(/^Nom/, 'Camille Durand');
		await type(/^Téléphone/, `06 12 34 ${String(width).padStart(4, '0')}`);
		await type(/^Adresse e-mail/, email);
		await fits(page, 'checkout');
		await audit(page, `checkout ${as}`);
		await commit(page, () => press(/obligation de paiement/));
		await fits(page, 'code');
		await type(/Code à six chiffres/, await town.code(email));
		await page.keyboard.press('Enter');
		await page.waitForURL('**/suivi/bsk_*');
		await page.getByText('Dites ce code au comptoir').waitFor();
		await fits(page, 'ticket');
		await audit(page, `ticket ${as}`);
		await reach(page, /Annuler cette commande/);
		await close();
	});

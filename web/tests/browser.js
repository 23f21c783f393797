import { chromium } from 'playwright-core';

/** @typedef {import('playwright-core').Page} Page */

/** Starts the machine's own browser, quietly. */
export const launch = () =>
	chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--headless=new', '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--force-color-profile=srgb']
	});

/**
 * The main pages, by name, and how to come to each.
 * @type {Record<string, (page: Page) => Promise<unknown>>}
 */
export const pagesToShow = {
	home: (p) => p.goto('/'),
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
		await p.locator('h1').first().waitFor();
	}
};

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './browser.js';
import { clean, order, signIn } from './keeper.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
	town = await serveTown();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await town?.stop();
});

test('opening a shop, from its name to its first sale', async () => {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'fr-FR', baseURL: town.base });
	const page = await context.newPage();
	page.on('pageerror', (e) => assert.fail(e.message));
	const go = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true }).click();
	await page.goto('/ouvrir');
	await go('Continuer');
	await page.getByText('Choisissez votre métier.').waitFor();
	await page.getByLabel('Nom de la boutique').fill('Chez Ginette');
	await page.getByLabel('Métier').selectOption('butcher');
	await clean(page);
	await go('Continuer');
	await page.getByLabel('Numéro et rue').fill('3 rue de Chartres');
	await page.getByLabel('Code postal').fill('91410');
	await page.getByLabel('Commune').selectOption({ label: 'Dourdan' });
	await page.reload(); // what was typed stays
	await go('Continuer');
	assert.equal(await page.getByLabel('Numéro et rue').inputValue(), '3 rue de Chartres');
	await go('Continuer');
	await page.getByLabel('Nom du produit').fill('Rôti de porc');
	assert.ok(await page.getByRole('radio', { name: 'Au kilo' }).isChecked());
	await page.getByLabel('Prix du kilo').fill('18,90');
	assert.equal(await page.getByLabel('TVA', { exact: true }).inputValue(), '550');
	await clean(page);
	await go('Continuer');

	const email = 'ginette@example.org';
	await page.getByLabel('Votre nom').fill('Ginette Blot');
	await signIn(page, town, email);
	await page.getByRole('heading', { name: 'Chez Ginette est visible' }).waitFor();
	const slug = new URL(page.url()).pathname.split('/').pop() ?? '';
	await clean(page);

	const visitor = await browser.newPage({ baseURL: town.base, locale: 'fr-FR' });
	await visitor.goto(`/boutique/${slug}`);
	await visitor.getByText('Rôti de porc').first().waitFor();
	await visitor.getByText('18,90').first().waitFor();

	await page.getByLabel('Téléphone de la boutique').fill('01 64 59 12 34');
	await page.getByLabel('SIRET').fill('732 829 320 00074');
	await page.getByLabel('Nom légal').fill('Ginette Blot EI');
	await page.getByRole('checkbox', { name: /Je certifie/ }).check();
	await go('Ouvrir les commandes');
	await page.getByRole('link', { name: 'Donner mes horaires' }).click();
	await page.getByRole('button', { name: /Proposer des horaires/ }).click();
	await page.getByRole('button', { name: 'Enregistrer' }).first().click();
	await page.getByText('C’est enregistré.').first().waitFor();
	await clean(page);

	const placed = await order(town.base, slug);
	await page.getByRole('link', { name: 'Commandes', exact: true }).click();
	await page.locator(`[data-order=${placed.id}]`).getByRole('button', { name: 'Accepter' }).click();
	await page.locator(`[data-column=toPrepare] [data-order=${placed.id}]`).waitFor();
});

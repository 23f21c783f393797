import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.js';
import { clean, signIn } from './keeper.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
	town = await serveTown('127.0.0.1', [], false);
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await town?.stop();
});

for (const width of [390, 1280])
	test(`a platform that cannot send mails says so at ${width} px, in the last screen of opening a shop`, async () => {
		const { page, close } = await open(browser, town.base, { width });
		const go = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true }).click();
		await page.goto('/ouvrir');
		await page.getByLabel('Nom de la boutique').fill(`Chez Lucette ${width}`);
		await page.getByLabel('Métier').selectOption('butcher');
		await go('Continuer');
		await page.getByLabel('Numéro et rue').fill('3 rue de Chartres');
		await page.getByLabel('Code postal').fill('91410');
		await page.getByLabel('Commune').selectOption({ label: 'Dourdan' });
		await go('Continuer');
		await go('Continuer');
		await page.getByLabel('Nom du produit').fill('Rôti de porc');
		await page.getByLabel('Prix du kilo').fill('18,90');
		await go('Continuer');
		await page.getByLabel('Votre nom').fill('Lucette Blot');
		await signIn(page, town, `lucette.${width}@example.org`);
		await page.getByLabel('Téléphone de la boutique').fill('01 64 59 12 34');
		await page.getByLabel('SIRET').fill('732 829 320 00074');
		await page.getByLabel('Nom légal').fill('Lucette Blot EI');
		await page.getByRole('checkbox', { name: /Je certifie/ }).check();
		await go('Ouvrir les commandes');
		const told = page.getByRole('alert').filter({ hasText: 'ne peut pas encore envoyer d' });
		await told.waitFor();
		assert.match((await told.textContent()) ?? '', /Ce site ne peut pas encore envoyer d’e-mails/);
		assert.equal(await page.getByLabel('SIRET').inputValue(), '732 829 320 00074');
		await clean(page);
		if (process.env.CABAS_PICTURES) await page.screenshot({ path: `${process.env.CABAS_PICTURES}/nomail-${width}.png`, fullPage: true });
		await close();
	});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.js';
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

for (const width of [390, 1280])
	test(`opening a shop at ${width} px, from its name over a rehearsal to its first sale`, async () => {
		const { page, close } = await open(browser, town.base, { width });
		const name = width < 600 ? 'Chez Ginette' : 'Chez Gilberte';
		const go = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true }).click();
		await page.goto('/ouvrir');
		await go('Continuer');
		await page.getByText('Choisissez votre métier.').waitFor();
		await page.getByLabel('Nom de la boutique').fill(name);
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

		const email = `ginette.${width}@example.org`;
		await page.getByLabel('Votre nom').fill('Ginette Blot');
		await signIn(page, town, email);
		await page.getByRole('heading', { name: `${name} est visible` }).waitFor();
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

		// The rehearsal: from the invitation to the hand-over, known to nobody else.
		await page.getByRole('link', { name: 'Commandes', exact: true }).click();
		await page.getByRole('button', { name: 'Passer une commande d’essai' }).click();
		const practice = page.locator('[data-rehearsal]');
		await practice.getByText('Acceptez-la').waitFor();
		await clean(page);
		await practice.getByRole('button', { name: 'Accepter' }).click();
		await practice.getByRole('button', { name: 'Elle est prête' }).click();
		const code = (await practice.locator('.says strong').textContent())?.replace(/\D/g, '') ?? '';
		await practice.getByLabel('Code du client').fill(code === '111111' ? '222222' : '111111');
		await practice.getByRole('button', { name: 'Remettre la commande' }).click();
		await practice.locator('[aria-invalid=true]').waitFor();
		await clean(page);
		await practice.getByLabel('Code du client').fill(code);
		await practice.getByRole('button', { name: 'Remettre la commande' }).click();
		await practice.getByText('La prochaine sera vraie.').waitFor();
		for (const column of ['toAccept', 'toPrepare', 'toHand']) assert.equal(await page.locator(`[data-column=${column}] article`).count(), 0);
		await practice.getByRole('button', { name: 'Terminer l’essai' }).click();
		await practice.waitFor({ state: 'detached' });

		const placed = await order(town.base, slug);
		await page.locator(`[data-order=${placed.id}]`).getByRole('button', { name: 'Accepter' }).click();
		await page.locator(`[data-column=toPrepare] [data-order=${placed.id}]`).waitFor();
		await close();
	});

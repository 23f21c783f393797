import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.js';
import { clean, order, person, signIn } from './keeper.js';
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

for (const [width, meat] of /** @type {const} */ ([[390, 'Rôti'], [1280, 'Jarret']]))
	test(`products, hours and team, changed where they stand at ${width} px`, async () => {
		const { email, shop } = await person(town.base, 'bernard@example.org');
		assert.ok(shop);
		const context = await browser.newContext({ viewport: { width, height: 844 }, locale: 'fr-FR', baseURL: town.base });
		const page = await context.newPage();
		page.on('pageerror', (e) => assert.fail(e.message));
		await page.goto(`/tenir/${shop.slug}/produits`);
		await signIn(page, town, email);

		await page.getByRole('button', { name: 'Ajouter un produit' }).click();
		await page.getByLabel('Nom du produit').fill(meat);
		await page.getByLabel('Prix du kilo').fill('18,90');
		await page.getByRole('button', { name: 'Mettre en vente' }).click();
		const row = page.locator(`[data-product="${meat}"]`);
		await row.getByRole('button', { name: 'Dire épuisé' }).click();
		await row.getByRole('button', { name: 'De retour' }).waitFor();
		await row.getByRole('button', { name: 'De retour' }).click();
		await row.getByRole('button', { name: 'Dire épuisé' }).waitFor();
		await clean(page);
		await row.getByRole('button', { name: 'Modifier' }).click();
		await page.getByRole('dialog').getByLabel('Prix du kilo').fill('19,50');
		await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
		await row.getByText('19,50').waitFor();
		await row.getByRole('button', { name: 'Modifier' }).click();
		await page.getByRole('dialog').getByRole('button', { name: 'Cacher' }).click();
		await row.getByText('Caché').waitFor();

		await page.getByRole('link', { name: 'Horaires', exact: true }).click();
		const year = new Date().getFullYear() + 1; // the next one's: late in December this year's is past
		await page.getByLabel('Jour', { exact: true }).fill(`${year}-12-25`);
		await page.getByLabel('Raison montrée aux clients').fill('Noël');
		await page.getByRole('button', { name: 'Ajouter ce jour' }).click();
		await page.locator('button[aria-busy=true]', { hasText: 'Ajouter ce jour' }).waitFor({ state: 'detached' });
		await page.getByText('· Noël').waitFor();
		// A summer is told in one line, and taken back in one tap.
		await page.getByLabel('Jour', { exact: true }).fill(`${year}-08-05`);
		await page.getByLabel('Jusqu’au (facultatif)').fill(`${year}-08-03`);
		await page.getByRole('button', { name: 'Ajouter ce jour' }).click();
		await page.getByText('Le dernier jour vient après le premier.').waitFor();
		await page.getByLabel('Jusqu’au (facultatif)').fill(`${year}-08-09`);
		await page.getByRole('button', { name: 'Ajouter ce jour' }).click();
		const away = page.locator('li').filter({ hasText: /^du .* 5\saoût au .* 9\saoût, fermé/ });
		await away.waitFor();
		await clean(page);
		await away.getByRole('button', { name: /^Revenir aux horaires habituels/ }).click();
		await away.waitFor({ state: 'detached' });
		// A day of the week opens where it stands.
		await page.getByText('Lundi', { exact: true }).first().click();
		await page.getByRole('button', { name: /^Ajouter une ouverture.*lundi$/ }).click();
		await page.getByLabel('Lundi, ouverture 1').fill('19:00');
		await page.getByLabel('Lundi, fermeture 1').fill('10:00');
		await page.getByRole('button', { name: 'Enregistrer' }).first().click();
		await page.getByText('Chaque fermeture vient après son ouverture.').waitFor();
		await page.getByRole('button', { name: 'Enlever l’ouverture 1 du lundi' }).click();
		await page.getByRole('button', { name: 'Enregistrer' }).first().click();
		await page.getByText('C’est enregistré.').first().waitFor();
		await clean(page);
		await page.getByLabel('Jour de réouverture').fill(`${new Date().getFullYear() + 1}-01-05`);
		await page.getByRole('button', { name: 'Mettre en pause' }).click();
		await page.getByRole('button', { name: 'Rouvrir maintenant' }).first().click();
		await page.getByLabel('Jour de réouverture').waitFor();

		await page.getByRole('link', { name: 'Équipe', exact: true }).click();
		await page.getByLabel('Adresse e-mail').fill(`paul.${width}@example.org`);
		await page.getByRole('button', { name: 'Envoyer l’invitation' }).click();
		await page.getByText('Invitation envoyée').first().waitFor();
		await clean(page);
		await page.getByRole('button', { name: `Retirer paul.${width}@example.org` }).click();
		await page.getByText('Invitation envoyée').first().waitFor({ state: 'detached' });

		await page.getByRole('link', { name: 'Boutique', exact: true }).click();
		await page.getByRole('radio', { name: 'Prune' }).check();
		await page.getByRole('button', { name: 'Enregistrer' }).click();
		await page.getByText('C’est enregistré.').first().waitFor();
		await clean(page);
	});

test('what was said to be sold out by a slip is put back, and a pause says what it breaks until the shop opens again', async () => {
	const { email, shop } = await person(town.base, 'claire@example.org');
	assert.ok(shop);
	const { page, close } = await open(browser, town.base);
	await page.goto(`/tenir/${shop.slug}/produits`);
	await signIn(page, town, email);
	const row = page.locator('article').filter({ has: page.getByRole('button', { name: /^Compter/ }) }).filter({ has: page.getByRole('button', { name: /^Dire épuisé/ }) }).first();
	const named = page.locator(`[data-product="${await row.getAttribute('data-product')}"]`);
	const stock = await named.innerText();
	await named.getByRole('button', { name: /^Dire épuisé/ }).first().click();
	await named.getByRole('button', { name: /^Remettre/ }).click();
	await named.getByRole('button', { name: /^Remettre/ }).waitFor({ state: 'detached' });
	assert.equal(await named.innerText(), stock);

	await order(town.base, shop.id);
	await page.getByRole('link', { name: 'Horaires', exact: true }).click();
	await page.getByLabel('Jour de réouverture').fill(new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10));
	await page.getByRole('button', { name: 'Mettre en pause' }).click();
	const broken = page.getByRole('heading', { name: /dans vos horaires/ });
	await broken.waitFor();
	await page.waitForFunction(() => [...document.querySelectorAll('h2')].some((h) => /dans vos horaires/.test(h.textContent ?? '') && h.getBoundingClientRect().top >= 0 && h.getBoundingClientRect().bottom <= innerHeight));
	await page.getByRole('button', { name: 'Rouvrir maintenant' }).first().click();
	await broken.waitFor({ state: 'detached' });
	await close();
});

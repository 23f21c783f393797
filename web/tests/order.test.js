import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, audit, commit, fill, launch, open } from './browser.js';
import { wrong } from './keeper.js';
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

for (const width of [390, 1280])
	test(`a guest orders from two shops at ${width} px, reads the ticket without network, and cancels one`, async () => {
		const { page, context, close } = await open(browser, town.base, { width });
		const email = `camille.${width}@example.org`;
		await page.goto('/');
		await audit(page, 'home');
		await page.getByRole('searchbox').fill('dourd');
		await page.getByRole('link', { name: /Dourdan/ }).first().click();
		await page.waitForURL('**/ville/dourdan');
		await page.locator('article').first().waitFor();
		await audit(page, 'town');
		await addFrom(page, 'la-mie-buissonniere', 'Baguette de tradition, Entière');
		await page.getByRole('button', { name: 'Plus de Baguette de tradition, Entière' }).click();
		await audit(page, 'shop');
		await addFrom(page, 'le-cageot-d-osier');
		await page.getByRole('link', { name: /Voir le panier, 2 boutiques/ }).click();
		await page.waitForURL('**/panier');
		await page.reload(); // the basket is the device's
		await page.getByRole('button', { name: 'Choisir quand passer' }).waitFor();
		await page.getByText('Vous payez sur place, rien maintenant.').waitFor();
		await audit(page, 'basket');
		await page.getByRole('button', { name: 'Choisir quand passer' }).click();
		await page.getByRole('button', { name: 'Commander avec obligation de paiement' }).waitFor();
		assert.equal(await page.getByText('Vous payez sur place, rien maintenant.').count(), 1);
		// A mistake is said in words, and the field is taken to.
		await page.getByRole('button', { name: /obligation/ }).click();
		await page.getByText('Dites à quel nom').waitFor();
		assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')), 'true');
		await fill(page, email);
		await page.getByRole('button', { name: /Changer l’heure : La Mie/ }).click();
		await page.getByRole('dialog').waitFor();
		await audit(page, 'slots');
		await page.getByRole('dialog').getByRole('button', { name: /\d h/ }).last().click();
		await page.getByRole('dialog').waitFor({ state: 'detached' });
		await audit(page, 'checkout');
		await commit(page);
		await audit(page, 'code');
		await page.getByLabel('Code à six chiffres').fill(await town.code(email));
		await page.getByRole('button', { name: 'Confirmer' }).click();
		await page.waitForURL('**/suivi/bsk_*');
		await page.getByText('Dites ce code au comptoir').first().waitFor();
		assert.equal(await page.locator('article').count(), 2);
		await audit(page, 'ticket');
		const code = await page.locator('.digits').first().textContent();
		await context.setOffline(true);
		await page.reload();
		await page.locator('.digits').first().waitFor();
		assert.equal(await page.locator('.digits').first().textContent(), code);
		await page.getByText('Pas de réseau.').waitFor();
		await context.setOffline(false);
		await page.reload();
		await page.getByRole('button', { name: 'Annuler cette commande' }).first().click();
		await page.getByRole('button', { name: 'Oui, annuler' }).click();
		await page.locator('article.over').waitFor();
		await page.goto('/mes-commandes');
		await page.locator('main li').nth(1).waitFor();
		assert.equal(await page.locator('main li').count(), 2);
		await audit(page, 'orders');
		await close();
	});

test('an order whose answer is lost is found again, and placed once', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	const email = 'perdue@example.org';
	await addFrom(page, 'la-mie-buissonniere');
	await page.goto('/commander');
	await fill(page, email);
	let sent = 0;
	/** @type {string[]} */
	const answers = [];
	await page.route('**/api/v1/checkouts', async (route) => {
		sent++;
		const answer = await route.fetch();
		answers.push((await answer.json()).basketId);
		if (sent === 1) await route.abort();
		else await route.fulfill({ response: answer });
	});
	await page.getByRole('button', { name: /obligation/ }).click();
	await page.getByText('On n’a pas eu la réponse').waitFor();
	await page.reload();
	await page.getByLabel('Code à six chiffres').waitFor();
	assert.equal(sent, 2);
	assert.equal(answers[0], answers[1]);
	const code = await town.code(email);
	await page.getByLabel('Code à six chiffres').fill(wrong(code));
	await page.getByRole('button', { name: 'Confirmer' }).click();
	await page.locator('[aria-invalid="true"]').waitFor();
	// A slip in the address can be seen, and whoever goes back finds the way to the code; the shop's own comes later.
	await page.getByText(`envoyés à ${email}`).waitFor();
	await page.goto('/panier');
	await page.getByRole('link', { name: 'Taper le code' }).click();
	await page.waitForURL('**/suivi/bsk_*');
	await page.getByLabel('Code à six chiffres').waitFor();
	assert.equal(await page.getByText('Dites ce code au comptoir').count(), 0);
	await page.getByLabel('Code à six chiffres').fill(code);
	await page.getByRole('button', { name: 'Confirmer' }).click();
	await page.getByText('Dites ce code au comptoir').waitFor();
	await close();
});

test('somebody signs in by a code, sees the account and leaves', async () => {
	const { page, close } = await open(browser, town.base);
	await page.goto('/mon-compte');
	await page.waitForURL('**/connexion');
	await page.getByLabel('Adresse e-mail').fill('nadia@example.org');
	await audit(page, 'sign-in');
	await page.getByRole('button', { name: 'Recevoir un code' }).click();
	await page.getByLabel('Code à six chiffres').waitFor();
	await page.getByLabel('Code à six chiffres').fill(await town.code('nadia@example.org'));
	await page.getByRole('button', { name: 'Entrer' }).click();
	await page.getByText('Bonjour Nadia Ferhat').waitFor();
	await audit(page, 'account');
	await page.reload();
	await page.getByText('Bonjour Nadia Ferhat').waitFor();
	await page.getByRole('link', { name: 'Vos commandes' }).click();
	await page.locator('main li').first().waitFor();
	await page.goto('/mon-compte');
	await page.getByRole('button', { name: 'Se déconnecter' }).click();
	await page.waitForURL(`${town.base}/`);
	await close();
});

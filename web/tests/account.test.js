// One's own account: a new address by a code, a password, one that was forgotten,
// one's data, and the end of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { audit, launch, open } from './browser.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('./browser.js').Browser} */
let browser;
before(async () => {
	town = await serveTown();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await town?.stop();
});

/**
 * What the newest letter of a subject to an address says, once it came.
 * @param {string} to @param {string} subject
 * @returns {Promise<string>}
 */
async function letter(to, subject) {
	for (let turn = 0; turn < 300; turn++) {
		const { items } = await (await fetch(`${town.base}/api/v1/demo/mails?to=${encodeURIComponent(to)}`)).json();
		const found = items?.find((/** @type {{subject: string}} */ m) => m.subject === subject);
		if (found) return found.text;
		await new Promise((r) => setTimeout(r, 100));
	}
	throw new Error(`no “${subject}” was mailed to ${to}`);
}

test('an account is opened, moved, locked, recovered, taken along and deleted', async () => {
	const { page, close } = await open(browser, town.base);
	const first = 'lucie@exemple.fr';
	const second = 'lucie.petit@exemple.fr';
	const heading = (/** @type {string} */ name) => page.getByRole('heading', { name }).waitFor();

	await page.goto('/connexion');
	await page.getByRole('button', { name: 'Créer un compte' }).click();
	await page.getByLabel('Votre nom').fill('Lucie Petit');
	await page.getByLabel('Adresse e-mail').fill(first);
	await page.getByRole('button', { name: 'Recevoir un code' }).click();
	await page.getByLabel('Code à six chiffres').waitFor();
	await page.getByLabel('Code à six chiffres').fill(await town.code(first));
	await page.getByRole('button', { name: 'Entrer', exact: true }).click();
	await heading('Bonjour Lucie Petit');
	await page.getByText('Vérifiée').waitFor();
	await audit(page, 'account');

	// Another address: typed here, and followed from the letter.
	await page.getByRole('button', { name: 'Changer d’adresse' }).click();
	await page.getByLabel('La nouvelle adresse').fill(second);
	await page.getByRole('button', { name: 'Recevoir un code' }).click();
	await page.getByLabel('Les six chiffres').waitFor();
	const link = /\S+\/mon-compte\/adresse#changer=\d{6}/.exec(await letter(second, 'Confirmez votre nouvelle adresse e-mail'))?.[0];
	await page.goto(link ?? '');
	await page.getByRole('button', { name: 'Confirmer' }).waitFor(); // before that there is nothing to look at
	await audit(page, 'address');
	await page.getByRole('button', { name: 'Confirmer' }).click();
	await page.getByText(second, { exact: true }).waitFor();
	await letter(first, 'L’adresse e-mail de votre compte a changé');

	// A password, wrong once.
	await page.getByRole('button', { name: 'Créer un mot de passe' }).click();
	await page.getByLabel('Nouveau mot de passe').fill('cerises du Hurepoix');
	await page.getByRole('button', { name: 'Enregistrer' }).click();
	await page.getByRole('button', { name: 'Changer de mot de passe' }).click();
	await page.getByLabel('Mot de passe actuel').fill('poires du Hurepoix');
	await page.getByLabel('Nouveau mot de passe').fill('fraises de Dourdan');
	await page.getByRole('button', { name: 'Enregistrer' }).click();
	await page.getByText('Ce n\'est pas le bon.').waitFor();
	await page.getByRole('button', { name: 'Renoncer' }).click();

	// Forgotten, and set by the link.
	await page.getByRole('button', { name: 'Se déconnecter' }).click();
	await page.goto('/connexion');
	await page.getByRole('button', { name: 'Se connecter par mot de passe' }).click();
	await audit(page, 'by password');
	await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
	await page.getByLabel('Adresse e-mail').fill(second);
	await page.getByRole('button', { name: 'Recevoir le lien' }).click();
	await page.getByText('le lien est parti').waitFor();
	const reset = /\S+\/mot-de-passe#\S+/.exec(await letter(second, 'Choisissez un autre mot de passe'))?.[0];
	await page.goto(reset ?? '');
	await page.getByLabel('Choisissez un mot de passe').fill('fraises de Dourdan');
	await audit(page, 'reset');
	await page.getByRole('button', { name: 'Enregistrer et entrer' }).click();
	await heading('Bonjour Lucie Petit');

	// Everything in a file, then nothing.
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Télécharger mes données' }).click();
	const file = await (await coming).path();
	assert.equal(JSON.parse(readFileSync(file, 'utf8')).account.email, second);
	await page.getByRole('button', { name: 'Supprimer mon compte' }).click();
	await audit(page, 'deleting');
	await page.getByRole('button', { name: 'Supprimer pour toujours' }).click();
	await page.getByText('Votre compte est supprimé.').waitFor();
	await page.goto('/mon-compte');
	await page.waitForURL('**/connexion');
	await close();
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit, launch, open } from './browser.js';
import { signIn } from './keeper.js';
import { serveTown } from './server.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('playwright-core').Browser} */
let browser;
before(async () => {
	[town, browser] = await Promise.all([serveTown('localhost'), launch()]);
});
after(async () => {
	await browser?.close();
	await town?.stop();
});

/**
 * Gives the browser a phone's own lock, which says yes or no to every question.
 * @param {import('playwright-core').Page} page
 */
async function lock(page) {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
	});
	return {
		/** @param {boolean} isUserVerified whether the right finger is on it */
		finger: (isUserVerified) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
	};
}

test('a passkey is added on the account, and signs in with one tap', async () => {
	const { page, close } = await open(browser, town.base);
	const { finger } = await lock(page);
	await page.goto('/connexion');
	await audit(page, 'sign-in');
	await page.getByRole('button', { name: 'Créer un compte' }).click();
	await page.getByLabel('Votre nom').fill('Camille Durand');
	await page.getByLabel('Adresse e-mail').fill('camille.cle@exemple.fr');
	await page.getByRole('button', { name: 'Recevoir un code' }).click();
	await page.getByLabel(/code/i).first().fill(await town.code('camille.cle@exemple.fr'));
	await page.getByRole('button', { name: 'Entrer' }).click();

	await page.getByRole('button', { name: 'Utiliser ce téléphone pour me connecter' }).click();
	await page.getByText('Pas encore servie').waitFor();
	await audit(page, 'account');
	await page.getByRole('button', { name: 'Utiliser ce téléphone pour me connecter' }).click();
	await page.getByText('Cet appareil a déjà une clé d’accès').waitFor();

	await page.getByRole('button', { name: 'Se déconnecter' }).click();
	await page.goto('/connexion');
	await finger(false);
	await page.getByRole('button', { name: 'Se connecter avec ce téléphone' }).click();
	await page.getByText('Rien n’a été confirmé').waitFor();
	await finger(true);
	await page.getByRole('button', { name: 'Se connecter avec ce téléphone' }).click();
	await page.getByRole('heading', { name: 'Bonjour Camille Durand' }).waitFor();
	await page.getByText(/^Servie/).waitFor();

	await page.getByRole('button', { name: /^Retirer la clé d’accès/ }).click();
	await page.getByText('la clé d’accès est retirée').waitFor();
	await page.getByRole('button', { name: 'Se déconnecter' }).click();
	await page.goto('/connexion');
	await page.getByRole('button', { name: 'Se connecter avec ce téléphone' }).click();
	await page.getByText(/n.ouvre aucun compte ici/).waitFor();
	assert.equal(new URL(page.url()).pathname, '/connexion');
	await close();
});

test('an administrator who keeps a passkey enters by it alone, wherever one signs in', async () => {
	// The demonstration is open to all; this is a platform of its own.
	const email = 'odile.mairie@example.org';
	const platform = await serveTown('localhost', [], false, ['admin', 'grant', '--email', email, '--name', 'Odile Marchand', '--role', 'administrator']);
	try {
		const { page, close } = await open(browser, platform.base);
		const { finger } = await lock(page);
		const key = page.getByRole('button', { name: 'Se connecter avec ce téléphone' });
		const out = async () => {
			await page.goto('/mon-compte');
			await page.getByRole('button', { name: 'Se déconnecter' }).click();
			await page.getByRole('button', { name: 'Se déconnecter' }).waitFor({ state: 'detached' });
		};
		await page.goto('/connexion');
		await signIn(page, platform, email);
		await page.getByRole('heading', { name: 'Bonjour Odile Marchand' }).waitFor();
		await page.getByRole('button', { name: 'Utiliser ce téléphone pour me connecter' }).click();
		await page.getByText('Pas encore servie').waitFor();

		// Behind the counter, where a code was asked for.
		await out();
		await page.goto('/tenir');
		await page.getByLabel('Adresse e-mail').fill(email);
		await page.getByRole('button', { name: 'Recevoir un code' }).click();
		await page.getByLabel('Code à six chiffres').fill(await platform.code(email));
		await page.getByRole('button', { name: 'Entrer' }).click();
		await key.waitFor();
		await audit(page, 'sign-in by passkey behind the counter');
		await page.getByRole('button', { name: 'Une autre adresse' }).click();
		assert.equal(await page.getByLabel('Adresse e-mail').inputValue(), email);
		await page.getByRole('button', { name: 'Recevoir un code' }).click();
		await page.getByLabel('Code à six chiffres').fill(await platform.code(email));
		await page.getByRole('button', { name: 'Entrer' }).click();
		await finger(false);
		await key.click();
		await page.getByText('Rien n’a été confirmé').waitFor();
		await finger(true);
		await key.click();
		await key.waitFor({ state: 'detached' });

		// On the page to sign in, the way that opens stays in sight.
		await out();
		await page.goto('/connexion');
		await signIn(page, platform, email);
		await page.getByText(/clé d.accès/).first().waitFor();
		await key.click();
		await page.getByRole('heading', { name: 'Bonjour Odile Marchand' }).waitFor();
		await close();
	} finally {
		await platform.stop();
	}
});

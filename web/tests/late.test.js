// Answers that come late: what one types, and what is newer, stays.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, commit, fill, launch, open } from './browser.js';
import { call, order, person, signIn } from './keeper.js';
import { snapshot } from './pictures.js';
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

/**
 * Holds answers back: the server has answered, the page does not know yet.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string | RegExp} address
 * @param {string} [method]
 */
async function hold(context, address, method = 'GET') {
	/** @type {(() => Promise<void>)[]} */
	const held = [];
	let holding = true;
	await context.route(address, async (route) => {
		if (!holding || route.request().method() !== method) return route.fallback();
		const response = await route.fetch();
		if (!holding) return route.fulfill({ response });
		held.push(() => route.fulfill({ response }));
	});
	return {
		/** @param {number} [n] waits until so many are held */
		async until(n = 1) {
			for (let turn = 0; turn < 300 && held.length < n; turn++) await new Promise((r) => setTimeout(r, 100));
			assert.ok(held.length >= n, `${held.length} held`);
		},
		/** Gives them, and what is asked from now on at once. */
		async release() {
			holding = false;
			await Promise.all(held.map((give) => give()));
		}
	};
}

/** @param {string} path below the shop's counter @param {string} [who] */
async function behindTheCounter(path, who = 'bernard@example.org') {
	const { email, shop, token } = await person(town.base, who);
	assert.ok(shop);
	const device = await open(browser, town.base, { serviceWorkers: 'block', width: 1280 });
	await device.page.goto(`/tenir/${shop.slug}${path}`);
	await signIn(device.page, town, email);
	await device.page.getByRole('navigation', { name: 'Votre boutique' }).waitFor();
	return { ...device, shop, email, token };
}

test('hours half typed outlast a token that is renewed and a session that ends', async () => {
	const { page, context, shop, email, token, close } = await behindTheCounter('/horaires');
	await page.getByText('Jeudi', { exact: true }).first().click();
	const time = page.getByLabel('Jeudi, ouverture 1').first();
	await time.fill('07:10');
	// Another tab renews the token; this one is told.
	let read = 0;
	page.on('request', (r) => /\/(hours|ways)$/.test(r.url()) && read++);
	const other = await context.newPage();
	await other.goto('/mon-compte');
	await other.getByText('Bonjour').first().waitFor();
	await page.evaluate(() => new Promise((later) => setTimeout(later, 1_000)));
	assert.equal(read, 0, 'what is being typed is not read again');
	assert.equal(await time.inputValue(), '07:10');
	await other.close();

	const { items } = await call(town.base, 'GET', '/sessions', undefined, token);
	for (const s of items) if (!s.current) await call(town.base, 'DELETE', `/sessions/${s.id}`, undefined, token);
	const again = page.getByRole('dialog', { name: 'Entrez dans votre boutique' });
	await again.waitFor();
	await signIn(page, town, email);
	await again.waitFor({ state: 'detached' });
	assert.equal(await time.inputValue(), '07:10');
	await page.locator('form', { has: time }).getByRole('button', { name: 'Enregistrer' }).first().click();
	await page.getByText('C’est enregistré.').first().waitFor();
	const { week } = await call(town.base, 'GET', `/shops/${shop.slug}/hours`);
	assert.equal(week.thursday[0].from, '07:10');
	await close();
});

test('a photo goes to the product it was taken for, whichever one looks at when it arrives', async () => {
	const { page, context, shop, token, close } = await behindTheCounter('/produits');
	const { items } = await call(town.base, 'GET', `/shops/${shop.slug}/products?hidden=true&limit=100`, undefined, token);
	const [a, b] = items;
	const edit = (/** @type {any} */ p) => page.locator(`[data-product="${p.name}"]`).getByRole('button', { name: 'Modifier' }).click();
	const sheet = (/** @type {any} */ p) => page.getByRole('dialog', { name: p.name });
	const photo = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: await snapshot(page, 400, 300) };
	const answers = await hold(context, '**/api/v1/products/*/photos?*', 'POST');
	await edit(a);
	await sheet(a).locator('input[type=file]:not([capture])').setInputFiles(photo);
	await answers.until();
	await page.keyboard.press('Escape');
	await sheet(a).waitFor({ state: 'detached' });
	await page.locator('[data-upload=sending]').waitFor();
	await edit(b);
	await sheet(b).waitFor();
	await answers.release();
	await page.getByText('La photo est en ligne.').waitFor();
	assert.equal(await sheet(b).locator('[data-photo]').count(), b.photos.length);
	await page.keyboard.press('Escape');
	await edit(a);
	await sheet(a).locator('[data-photo]').nth(a.photos.length).waitFor();
	assert.equal(await sheet(a).getByLabel(`Ce que montre la photo ${a.photos.length + 1}`).inputValue(), a.name);

	// One that cannot leave is not forgotten with the sheet.
	await context.route('**/api/v1/products/*/photos?*', (route) => route.abort());
	await sheet(a).locator('input[type=file]:not([capture])').setInputFiles({ ...photo, name: 'perdue.jpg' });
	await page.keyboard.press('Escape');
	await page.locator('[data-upload=failed]', { hasText: 'perdue.jpg' }).waitFor();
	await page.locator('[data-upload=failed]').getByRole('button', { name: 'Enlever' }).click();
	await close();
});

test('a sheet that was saved late does not close the next one', async () => {
	const { page, context, shop, token, close } = await behindTheCounter('/produits');
	const { items } = await call(town.base, 'GET', `/shops/${shop.slug}/products?hidden=true&limit=100`, undefined, token);
	const [a, b] = items;
	const edit = (/** @type {any} */ p) => page.locator(`[data-product="${p.name}"]`).getByRole('button', { name: 'Modifier' }).click();
	const answers = await hold(context, '**/api/v1/products/prd_*', 'PATCH');
	await edit(a);
	await page.getByRole('dialog').getByLabel('Description').fill('Rassis trois semaines.');
	await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
	await answers.until();
	await page.keyboard.press('Escape');
	await edit(b);
	await page.getByRole('dialog', { name: b.name }).getByLabel('Description').fill('À demi');
	await answers.release();
	await page.getByText('C’est enregistré.').first().waitFor();
	assert.equal(await page.getByRole('dialog', { name: b.name }).getByLabel('Description').inputValue(), 'À demi');
	await close();
});

test('what one says of a product is not undone by a list read before', async () => {
	const { page, context, close } = await behindTheCounter('/produits');
	const row = page.locator('[data-product]').filter({ has: page.getByRole('button', { name: 'Dire épuisé' }), hasNotText: 'En stock' }).first();
	const name = await row.getAttribute('data-product');
	await page.getByRole('link', { name: 'Équipe' }).click();
	await page.getByRole('heading', { name: 'Équipe', level: 1 }).waitFor();
	const lists = await hold(context, /\/products\?hidden=true/);
	await page.getByRole('link', { name: 'Produits', exact: true }).click();
	await lists.until();
	const same = page.locator(`[data-product="${name}"]`);
	await same.getByRole('button', { name: 'Dire épuisé' }).click();
	await same.getByRole('button', { name: 'De retour' }).waitFor();
	await lists.release();
	await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 500)));
	await same.getByRole('button', { name: 'De retour' }).click();
	await same.getByRole('button', { name: 'Dire épuisé' }).waitFor();
	await close();
});

test('two who describe a shop at once: the second is told, and shown what the first wrote', async () => {
	const { page, shop, token, close } = await behindTheCounter('/boutique');
	const description = page.locator('[name=description]');
	const write = async (/** @type {string} */ words) => {
		const { version } = await call(town.base, 'GET', `/shops/${shop.id}`, undefined, token);
		await call(town.base, 'PATCH', `/shops/${shop.id}`, { description: words }, token, { 'If-Match': `"${version}"` });
	};
	await page.getByLabel('Site (facultatif)').fill('https://exemple.fr');
	await write('Écrit par un collègue.');
	const read = page.waitForResponse((r) => /\/shops\/[^/]+$/.test(r.url()));
	await page.getByRole('button', { name: 'English' }).click(); // the shop is read again
	await page.getByText('Website').first().waitFor();
	await (await read).finished();
	await page.evaluate(() => new Promise((taken) => setTimeout(taken, 300)));
	await page.locator('#vitrine').getByRole('button', { name: 'Save' }).click();
	await page.getByText('Somebody else has just changed this.').waitFor();
	assert.equal(await description.inputValue(), 'Écrit par un collègue.');
	await description.fill('Écrit à deux.');
	await page.locator('#vitrine').getByRole('button', { name: 'Save' }).click();
	await page.getByText('Saved.').first().waitFor();
	assert.equal((await call(town.base, 'GET', `/shops/${shop.id}`)).description, 'Écrit à deux.');
	await close();
});

test('a practice order is not asked about without end', async () => {
	const { page, close } = await behindTheCounter('');
	await page.getByRole('tab').first().waitFor();
	await page.getByRole('button', { name: /essai/ }).first().click();
	await page.locator('[data-rehearsal=placed]').waitFor();
	let asked = 0;
	page.on('request', (r) => /\/rehearsals$/.test(r.url()) && r.method() === 'GET' && asked++);
	await page.evaluate(() => new Promise((later) => setTimeout(later, 1_000)));
	assert.ok(asked < 5, `${asked} times in a second`);
	await page.locator('[data-rehearsal]').getByRole('button', { name: 'Retirer l’essai' }).first().click();
	await close();
});

test('on a line that takes longer than the board’s own beat, orders come all the same', async () => {
	const { page, context, shop, close } = await behindTheCounter('/produits');
	await context.route('**/stream', (r) => r.abort());
	await context.route(/\/shops\/[^/]+\/orders\?/, async (route) => {
		const response = await route.fetch();
		await new Promise((r) => setTimeout(r, 6_500));
		await route.fulfill({ response }).catch(() => undefined);
	});
	const placed = await order(town.base, shop.id);
	await page.getByRole('link', { name: /^Commandes/ }).first().click();
	await page.locator(`[data-order=${placed.id}]`).waitFor({ timeout: 30_000 });
	await context.unrouteAll({ behavior: 'ignoreErrors' });
	await close({ silent: true });
});

test('who signs in after somebody else is not shown what the other one saw', async () => {
	const { page, context, close } = await behindTheCounter('/produits');
	await page.goto('/mon-compte');
	await page.getByText('Bonjour Bernard').waitFor();
	await page.getByRole('button', { name: 'Se déconnecter' }).click();
	await page.waitForURL(`${town.base}/`);
	const answers = await hold(context, '**/api/v1/me');
	await page.getByRole('link', { name: /Mon compte|Votre compte|Se connecter/ }).first().click();
	await page.getByLabel('Adresse e-mail').fill('solene@example.org');
	await page.getByRole('button', { name: 'Recevoir un code' }).click();
	await page.getByLabel('Code à six chiffres').waitFor();
	await page.getByLabel('Code à six chiffres').fill(await town.code('solene@example.org'));
	await page.getByRole('button', { name: 'Entrer' }).click();
	await answers.until();
	assert.equal(await page.getByText('Bernard').count(), 0);
	await answers.release();
	await page.getByText('Bonjour Solène').waitFor();
	await close();
});

test('what is put into the basket while an order’s answer is lost stays in it', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await addFrom(page, 'la-mie-buissonniere', 'Baguette');
	await page.goto('/commander');
	await fill(page, 'ajoute@example.org');
	await page.route('**/api/v1/checkouts', async (route) => {
		await route.fetch();
		await route.abort();
	});
	await page.getByRole('button', { name: /obligation/ }).click();
	await page.getByText('On n’a pas eu la réponse').waitFor();
	await addFrom(page, 'le-cageot-d-osier');
	await page.unroute('**/api/v1/checkouts');
	await page.goto('/commander');
	await page.getByLabel('Code à six chiffres').fill(await town.code('ajoute@example.org'));
	await page.getByRole('button', { name: 'Confirmer' }).click();
	await page.waitForURL('**/suivi/bsk_*');
	await page.getByText('Dites ce code au comptoir').first().waitFor();
	assert.ok(await page.getByText('Baguette').count());
	await page.goto('/panier');
	await page.getByText('Le Cageot d’Osier').first().waitFor();
	assert.equal(await page.getByText('Baguette').count(), 0);
	await close();
});

test('Enter opens the town that was typed, not one found for its first letters', async () => {
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/');
	const field = page.getByRole('search').getByRole('searchbox');
	await field.fill('Dou');
	await page.locator('.results a').first().waitFor();
	const answers = await hold(context, '**/api/v1/towns?*');
	await field.fill('Dourdan');
	await field.press('Enter');
	await answers.until();
	assert.equal(new URL(page.url()).pathname, '/');
	await answers.release();
	await page.waitForURL('**/ville/dourdan');
	await close();
});

test('an order that was refused late does not close the next one, nor take its words', async () => {
	const { page, context, shop, close } = await behindTheCounter('', 'solene@example.org');
	const [a, b] = [await order(town.base, shop.id), await order(town.base, shop.id)];
	const refusing = async (/** @type {any} */ o, /** @type {string} */ why) => {
		await page.locator(`[data-order=${o.id}] h3 button`).click();
		await page.getByRole('dialog').getByText(o.number).first().waitFor();
		await page.getByRole('dialog').getByRole('button', { name: 'Refuser', exact: true }).click();
		await page.locator('[name=reason]').fill(why);
	};
	const answers = await hold(context, '**/api/v1/orders/ord_*/refuse', 'POST');
	await refusing(a, 'Four en panne.');
	await page.getByRole('button', { name: 'Refuser la commande' }).click();
	await answers.until();
	await page.keyboard.press('Escape');
	await refusing(b, 'À demi');
	await answers.release();
	await page.locator(`[data-order=${a.id}]`).waitFor({ state: 'detached' });
	assert.equal(await page.locator('[name=reason]').inputValue(), 'À demi');
	await page.getByRole('button', { name: 'Refuser la commande' }).click();
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	assert.equal((await call(town.base, 'GET', `/orders/${b.id}`, undefined, b.token)).reason, 'À demi');
	await close();
});

test('an order that another phone ended says so where it is open', async () => {
	const { page, shop, token, close } = await behindTheCounter('', 'solene@example.org');
	const placed = await order(town.base, shop.id);
	await page.locator(`[data-order=${placed.id}] h3 button`).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Refuser', exact: true }).waitFor();
	await call(town.base, 'POST', `/orders/${placed.id}/refuse`, { reason: 'Plus de farine.', restock: true }, token);
	await page.getByRole('dialog').getByText('Refusée').waitFor();
	assert.equal(await page.getByRole('dialog').getByRole('button', { name: 'Refuser', exact: true }).count(), 0);
	await close();
});

test('one tab signs in, and the shop is there in the other', async () => {
	const { email, shop } = await person(town.base, 'solene@example.org');
	assert.ok(shop);
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto(`/tenir/${shop.slug}/produits`);
	await page.getByLabel('Adresse e-mail').waitFor();
	const other = await context.newPage();
	await other.goto(`/tenir/${shop.slug}`);
	await signIn(other, town, email);
	await other.getByRole('tab').first().waitFor();
	await page.locator('[data-product]').first().waitFor();
	await close();
});

test('a shop is not opened in the town of a postcode that was corrected', async () => {
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/ouvrir');
	const go = () => page.getByRole('button', { name: 'Continuer', exact: true }).click();
	await page.getByLabel('Nom de la boutique').fill('Chez Paulette');
	await page.getByLabel('Métier').selectOption('butcher');
	await go();
	await page.getByLabel('Numéro et rue').fill('3 rue de Chartres');
	await page.getByLabel('Code postal').fill('75001');
	await page.getByText('Paris').first().waitFor();
	const answers = await hold(context, '**/api/v1/towns?*');
	await page.getByLabel('Code postal').fill('91410');
	await answers.until();
	await go();
	assert.equal(await page.getByLabel('Nom du produit').count(), 0);
	await answers.release();
	await page.getByLabel('Commune').selectOption({ label: 'Dourdan' });
	await go();
	await page.getByLabel('Nom du produit').waitFor();
	await close();
});

test('two tabs keep their tickets together, and the newest of each', async () => {
	const { page, context, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await addFrom(page, 'la-mie-buissonniere', 'Baguette');
	await page.goto('/commander');
	await fill(page, 'deux.onglets@example.org');
	await commit(page);
	await page.getByLabel('Code à six chiffres').fill(await town.code('deux.onglets@example.org'));
	await page.getByRole('button', { name: 'Confirmer' }).click();
	await page.waitForURL('**/suivi/bsk_*');
	await page.getByText('Dites ce code au comptoir').waitFor();
	const other = await context.newPage();
	await other.goto(new URL(page.url()).pathname);
	await other.getByText('Dites ce code au comptoir').waitFor();
	await page.evaluate(() => new Promise((rest) => setTimeout(rest, 500)));
	const answers = await hold(context, '**/api/v1/checkouts/bsk_*');
	await page.evaluate(() => dispatchEvent(new Event('offline')));
	await page.evaluate(() => dispatchEvent(new Event('online'))); // this tab asks
	await answers.until();
	await other.getByRole('button', { name: 'Annuler cette commande' }).first().click();
	await other.getByRole('button', { name: /^Oui/ }).click();
	await other.getByText('Annulée').first().waitFor();
	await page.getByText('Annulée').first().waitFor();
	await answers.release();
	await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 500)));
	for (const tab of [page, other]) assert.ok(await tab.getByText('Annulée').count());
	await close();
});

// What waits for whoever runs the platform: letters that failed and facts that are parked, tried again by a tap.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { audit, become, fits, launch, open } from './browser.js';
import { call, person } from './keeper.js';
import { serveTown } from './server.js';
import { mailServer } from './smtp.js';

/** @type {Awaited<ReturnType<typeof serveTown>>} */
let town;
/** @type {import('./browser.js').Browser} */
let browser;
/** @type {Awaited<ReturnType<typeof mailServer>>} */
let post;
/** @type {string} */
let token;
const wrong = Array.from({ length: 11 }, (_, n) => `perdu${n}@exemple.fr`);
const failed = async () => (await call(town.base, 'GET', '/admin/mails?state=failed&limit=100', undefined, token)).items;

before(async () => {
	post = await mailServer(/^perdu/);
	[town, browser] = await Promise.all([serveTown('127.0.0.1', ['--smtp', post.address]), launch()]);
	token = (await person(town.base, 'admin@example.org')).token;
	for (const email of wrong) await call(town.base, 'POST', '/accounts', { email, displayName: 'Paul Perdu', language: 'fr' });
	for (let turn = 0; (await failed()).length < wrong.length; turn++) {
		assert.ok(turn < 150, 'the letters to addresses that do not exist never failed');
		await new Promise((r) => setTimeout(r, 200));
	}
});
after(async () => {
	await browser?.close();
	await town?.stop();
	post?.stop();
});

/** @param {import('./browser.js').Page} page @param {string} name */
async function picture(page, name) {
	await fits(page, name);
	await audit(page, name);
	if (process.env.CABAS_PICTURES) await page.screenshot({ path: `${process.env.CABAS_PICTURES}/${name}.png`, fullPage: true });
}

test('an administrator sends failed letters again, and sees them gone', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await become(page, 'admin@example.org');
	await page.goto('/mon-compte');
	await page.getByRole('link', { name: 'Ce qui attend sur la plateforme' }).click();
	const mails = page.getByRole('region', { name: 'Messages en échec' });
	const rows = mails.getByRole('article');
	await rows.first().waitFor();
	assert.equal(await rows.count(), 10);
	await page.getByRole('region', { name: 'Faits à l’arrêt' }).getByText('Rien n’attend').waitFor();
	for (const part of ['account.register', 'p•••@exemple.fr', '1.essai', '550', '\\d+.h']) assert.match((await rows.first().textContent()) ?? '', new RegExp(part));
	for (const width of [390, 1280]) {
		await page.setViewportSize({ width, height: 844 });
		await picture(page, `administration-${width}`);
	}
	await page.setViewportSize({ width: 390, height: 844 });
	await mails.getByRole('button', { name: 'Voir la suite' }).click();
	await rows.nth(10).waitFor();
	assert.equal(await mails.getByRole('button', { name: 'Voir la suite' }).count(), 0);

	// Thought better of, with the keyboard where it was; then done.
	await rows.first().getByRole('button', { name: 'Renvoyer' }).click();
	await rows.first().getByText('Renvoyer à p•••@exemple.fr').waitFor();
	await picture(page, 'administration-sure');
	await rows.first().getByRole('button', { name: 'Annuler' }).click();
	assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Renvoyer');
	assert.equal((await failed()).length, wrong.length);
	post.relent();
	const before = post.taken.length;
	await page.keyboard.press('Enter');
	await rows.first().getByRole('button', { name: 'Oui, renvoyer' }).click();
	await page.getByText('Le message repart.').waitFor();
	await rows.nth(10).waitFor({ state: 'detached' });
	assert.equal(await page.evaluate(() => document.activeElement?.id), 'mails');
	assert.equal((await failed()).length, wrong.length - 1);
	for (let turn = 0; post.taken.length === before; turn++) {
		assert.ok(turn < 150, 'the letter never came');
		await new Promise((r) => setTimeout(r, 200));
	}
	assert.match(post.taken.at(-1) ?? '', /^perdu/);

	// Another administrator was quicker: it is said, and the row goes.
	const [quick] = await failed();
	await call(town.base, 'POST', `/admin/mails/${quick.id}/replay`, undefined, token);
	await rows.first().getByRole('button', { name: 'Renvoyer' }).click();
	await rows.first().getByRole('button', { name: 'Oui, renvoyer' }).click();
	await rows.nth(9).waitFor({ state: 'detached' });
	await page.getByRole('button', { name: 'Actualiser' }).click();
	await page.waitForLoadState('networkidle');
	assert.equal(await rows.count(), 9);
	await close();
});

test('an administrator has a parked fact told again; what fails is said, and nothing is lost', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block', locale: 'en-GB' });
	// Nothing in a sound platform parks a fact, so the answers are made here.
	const fact = { kind: 'order.placed', at: '2026-11-26T18:02:00+01:00', attempts: 6, lastError: 'service.unavailable' };
	const id = (/** @type {number} */ n) => `_01kb3m7q2vex5vsknk084sn00${n}`;
	let parked = [
		{ ...fact, id: `fct${id(1)}`, subject: `ord${id(1)}`, listener: 'notification' },
		{ ...fact, id: `fct${id(1)}`, subject: `ord${id(1)}`, listener: 'alerts' },
		{ ...fact, id: `fct${id(2)}`, subject: `ord${id(2)}`, listener: 'notification', kind: 'order.ready' }
	];
	let broken = true;
	const problem = { type: '/problems/service.unavailable', title: 'Not now', status: 503, detail: 'The database does not answer.', code: 'service.unavailable', requestId: '7f3a9c1e' };
	await page.route('**/api/v1/admin/parked-facts**', async (route) => {
		if (broken) return route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem });
		const again = /parked-facts\/(\w+)\/replay$/.exec(route.request().url())?.[1];
		const items = again ? parked.filter((f) => f.id === again) : parked;
		if (again) parked = parked.filter((f) => f.id !== again);
		return route.fulfill({ json: { items, next: null } });
	});
	await become(page, 'admin@example.org');
	await page.goto('/administration');
	const facts = page.getByRole('region', { name: 'Parked facts' });
	await facts.getByText('The database does not answer.').waitFor();
	await page.getByRole('region', { name: 'Letters that failed' }).getByRole('article').first().waitFor();
	broken = false;
	await facts.getByRole('button', { name: 'Try again' }).click();
	const rows = facts.getByRole('article');
	await rows.nth(2).waitFor();
	for (const part of ['Order placed', 'Letters', '6.tries', 'order.placed', `ord${id(1)}`, 'service.unavailable', '26.November']) assert.match((await rows.first().textContent()) ?? '', new RegExp(part));
	await picture(page, 'administration-facts-390');
	await page.setViewportSize({ width: 1280, height: 844 });
	await picture(page, 'administration-facts-1280');

	broken = true;
	await rows.first().getByRole('button', { name: 'Replay' }).click();
	await rows.first().getByRole('button', { name: 'Yes, replay' }).click();
	await page.getByRole('status').getByText('The database does not answer.').waitFor();
	assert.equal(await rows.count(), 3);
	broken = false;
	await rows.first().getByRole('button', { name: 'Replay' }).click();
	await rows.first().getByRole('button', { name: 'Yes, replay' }).click();
	await rows.nth(1).waitFor({ state: 'detached' }); // one fact, whichever part failed on it
	await rows.first().getByText('Order ready').waitFor();
	await rows.first().getByRole('button', { name: 'Replay' }).click();
	await rows.first().getByRole('button', { name: 'Yes, replay' }).click();
	await facts.getByText('Nothing is waiting').waitFor();
	await close();
});

test('nobody else sees what waits', async () => {
	const { page, close } = await open(browser, town.base, { serviceWorkers: 'block' });
	await page.goto('/administration');
	await page.waitForURL('**/connexion?retour=/administration');
	/** @type {string[]} */
	const asked = [];
	page.on('request', (r) => r.url().includes('/admin/') && asked.push(r.url()));
	await become(page, 'nadia@example.org');
	await page.goto('/administration');
	await page.getByText('Cette page n’est pas sur la place').waitFor();
	assert.equal(await page.getByText('Messages en échec').count(), 0);
	await page.goto('/mon-compte');
	await page.getByRole('heading', { name: /^Bonjour/ }).waitFor();
	assert.equal(await page.getByRole('link', { name: 'Ce qui attend sur la plateforme' }).count(), 0);
	assert.deepEqual(asked, []);
	const { token: hers } = await person(town.base, 'nadia@example.org');
	await assert.rejects(failedFor(hers), /403/);
	await close();
});

/** @param {string} whose */
const failedFor = (whose) => call(town.base, 'GET', '/admin/mails?state=failed', undefined, whose);

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addFrom, launch, open } from './browser.js';
import { call } from './keeper.js';
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

/** @param {string} at a moment with the offset of its zone @returns {string} "17 h 30" as pages write it */
const spoken = (at) => {
	const [, h, m] = /T(\d\d):(\d\d)/.exec(at) ?? [];
	return `${Number(h)} h${m === '00' ? '' : ` ${m}`}`;
};
/** @param {string | null | undefined} text */
const plain = (text) => (text ?? '').replace(/[\u00a0\u202f]/g, ' ');

test('a shop overseas shows its own hours, to whoever looks from the mainland', async () => {
	const email = 'marie.saint.denis@example.org';
	await call(town.base, 'POST', '/accounts', { email, displayName: 'Marie Payet', language: 'fr' });
	const { accessToken } = await call(town.base, 'POST', '/sessions', { email, code: await town.code(email) });
	const { items } = await call(town.base, 'GET', '/towns?postcode=97400');
	const opened = await call(town.base, 'POST', '/shops', { name: 'La Case Vanille', trade: 'grocery', address: { line1: '1 rue de Paris', postcode: '97400', city: items[0].name }, town: items[0].insee }, accessToken);
	assert.equal(opened.timeZone, 'Indian/Reunion');
	const ranges = [{ from: '06:10', to: '11:50' }, { from: '12:10', to: '19:50' }, { from: '20:10', to: '23:50' }];
	const week = Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((d) => [d, ranges]));
	const { version } = await call(town.base, 'GET', `/shops/${opened.id}/hours`);
	await call(town.base, 'PUT', `/shops/${opened.id}/hours`, { week }, accessToken, { 'If-Match': `"${version}"` });

	for (const timezoneId of ['Europe/Paris', 'Pacific/Noumea']) {
		const { page, close } = await open(browser, town.base, { timezoneId });
		await page.goto(`/boutique/${opened.slug}`);
		const { openNow, opensAt, closesAt } = await call(town.base, 'GET', `/shops/${opened.id}`);
		const at = openNow ? closesAt : opensAt;
		assert.match(at, /\+04:00$/);
		assert.ok(plain(await page.locator('.when').first().textContent()).includes(spoken(at)), `${spoken(at)} from ${timezoneId}`);
		assert.equal(await page.locator('#horaires .today dt').textContent(), new Intl.DateTimeFormat('fr', { timeZone: 'Indian/Reunion', weekday: 'long' }).format(new Date()).replace(/^./, (c) => c.toUpperCase()));
		await close();
	}
});

test('who orders from the other side of the world is told the times of the shop', async () => {
	const { page, close } = await open(browser, town.base, { timezoneId: 'Pacific/Tahiti' });
	await addFrom(page, 'la-mie-buissonniere');
	const quoted = page.waitForResponse((r) => r.url().endsWith('/quotes') && r.ok());
	await page.goto('/commander');
	const { shops } = await (await quoted).json();
	const { start, end } = shops[0].proposedSlot;
	await page.locator('.slot .time').waitFor();
	assert.equal(plain(await page.locator('.slot .time').textContent()), `${spoken(start)} – ${spoken(end)}`);
	const days = Object.fromEntries([0, 1].map((n) => [new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris', dateStyle: 'short' }).format(Date.now() + n * 86_400_000), ['aujourd’hui', 'demain'][n]]));
	const named = days[start.slice(0, 10)];
	if (named) assert.equal(await page.locator('.slot .day').textContent(), named);
	await close();
});

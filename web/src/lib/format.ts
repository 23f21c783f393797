import type { Schema } from '$lib/api/client';
import { w } from '$lib/i18n/index.svelte';

const zone = 'Europe/Paris';
const locale = () => (w.lang === 'fr' ? 'fr-FR' : 'en-GB');
/** Formats are kept: making one takes a phone about as long as drawing a card. */
const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function once<T extends Intl.NumberFormat | Intl.DateTimeFormat>(name: string, make: (l: string) => T): T {
	const key = `${locale()} ${name}`;
	if (!made.has(key)) made.set(key, make(locale()));
	return made.get(key) as T;
}

/** The space before a unit or a colon, which never breaks a line. */
const fine = '\u202f';

/** A colon as the language sets it: "Contient : lait", "Contains: milk". */
export const colon = () => (w.lang === 'fr' ? `${fine}:` : ':');

/** Somebody's own words: « Sans gluten », “Gluten-free”. */
export const quoted = (words: string) => (w.lang === 'fr' ? `«${fine}${words}${fine}»` : `“${words}”`);

/** 490 → "4,90 €". */
export const money = (cents: number) => once('money', (l) => new Intl.NumberFormat(l, { style: 'currency', currency: 'EUR' })).format(cents / 100).replace('\u00a0', fine);

/** 550 → "5,5 %". */
export const percent = (basisPoints: number) => `${decimal(basisPoints / 100)}${w.lang === 'fr' ? fine : ''}%`;

const decimal = (n: number) => once('decimal', (l) => new Intl.NumberFormat(l, { maximumFractionDigits: 3 })).format(n);

/** "3", "300 g", "1,2 kg", "75 cl", "1,5 L". */
export function quantity(q: Schema<'Quantity'> | Schema<'StockQuantity'>): string {
	if (q.unit === 'piece') return decimal(q.amount);
	if (q.unit === 'gram') return q.amount < 1000 ? `${q.amount}${fine}g` : `${decimal(q.amount / 1000)}${fine}kg`;
	return q.amount < 1000 ? `${decimal(q.amount / 10)}${fine}cl` : `${decimal(q.amount / 1000)}${fine}L`;
}

/** "350 m", "1,2 km": as precise as it helps. */
export const distance = (m: number) => (m < 950 ? `${Math.max(10, Math.round(m / 10) * 10)}${fine}m` : `${decimal(Math.round(m / 100) / 10)}${fine}km`);

/** "4,50 €/kg". */
export const unitPrice = (u: Schema<'UnitPrice'>) => `${money(u.cents)}/${{ kilogram: 'kg', litre: 'L', piece: w.t.product.piece }[u.per]}`;

/** The day of a moment in the shop's zone, as 2026-11-28. */
export const dayKey = (at: string | Date) => once('key', () => new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })).format(new Date(at));

/** "aujourd’hui", "demain" or "samedi 28 novembre". */
export function day(at: string | Date, now = new Date()): string {
	const key = dayKey(at);
	if (key === dayKey(now)) return w.t.time.today;
	if (key === dayKey(new Date(now.getTime() + 86_400_000))) return w.t.time.tomorrow;
	return longDay(at);
}

/** "aujourd’hui, samedi 28 novembre", "demain, dimanche 29 novembre", or the day alone: for what is read on another day. */
export const fullDay = (at: string | Date) => (day(at) === longDay(at) ? longDay(at) : `${day(at)}, ${longDay(at)}`);

/** "samedi 28 novembre". */
export const longDay = (at: string | Date) =>
	once('day', (l) => new Intl.DateTimeFormat(l, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' })).format(new Date(at));

/** "samedi". */
export const weekday = (at: string | Date) => once('weekday', (l) => new Intl.DateTimeFormat(l, { timeZone: zone, weekday: 'long' })).format(new Date(at));

/** "sam. 28". */
export const shortDay = (at: string | Date) =>
	once('short', (l) => new Intl.DateTimeFormat(l, { timeZone: zone, weekday: 'short', day: 'numeric' })).format(new Date(at));

/** "10 h 30", as French people write it; "10:30" in English. */
export function clock(at: string | Date): string {
	const text = once('clock', () => new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })).format(new Date(at));
	return clockOf(text.replace(/\s?h\s?/, ':'));
}

/** The same of a time of day, "09:30". */
export function clockOf(time: string): string {
	const [h = '0', m = '00'] = time.split(':');
	if (w.lang !== 'fr') return `${Number(h)}:${m}`;
	return m === '00' ? `${Number(h)}\u00a0h` : `${Number(h)}\u00a0h\u00a0${m}`;
}

/** "17 h – 17 h 30". */
export const span = (s: { start: string; end: string }) => `${clock(s.start)} – ${clock(s.end)}`;

/** Accents and capitals forgiven, to compare what people type. */
export const folded = (s: string) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();

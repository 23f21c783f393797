import type { Schema } from '$lib/api/client';
import { w } from '$lib/i18n/index.svelte';

/** The space before a unit or a colon, which never breaks a line. */
const fine = '\u202f';

/** A colon as the language sets it: "Contient : lait", "Contains: milk". */
export const colon = () => (w.lang === 'fr' ? `${fine}:` : ':');

/** Somebody's own words: « Sans gluten », “Gluten-free”. */
export const quoted = (words: string) => (w.lang === 'fr' ? `«${fine}${words}${fine}»` : `“${words}”`);

/** Numbers are written here, not by Intl: making its formats takes a phone longer than drawing the page. */
const grouped = (whole: number) => String(whole).replace(/\B(?=(\d{3})+$)/g, w.lang === 'fr' ? fine : ',');
const point = () => (w.lang === 'fr' ? ',' : '.');

/** 490 → "4,90 €", "€4.90". */
export function money(cents: number): string {
	const whole = Math.abs(cents);
	const text = `${grouped(Math.floor(whole / 100))}${point()}${String(whole % 100).padStart(2, '0')}`;
	return (cents < 0 ? '-' : '') + (w.lang === 'fr' ? `${text}${fine}€` : `€${text}`);
}

/** 550 → "5,5 %". */
export const percent = (basisPoints: number) => `${decimal(basisPoints / 100)}${w.lang === 'fr' ? fine : ''}%`;

/** Up to three decimals, as many as are needed. */
function decimal(n: number): string {
	const [whole = '', rest = ''] = Math.abs(n).toFixed(3).split('.');
	const part = rest.replace(/0+$/, '');
	return (n < 0 ? '-' : '') + grouped(Number(whole)) + (part && point() + part);
}

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

/** Accents and capitals forgiven, to compare what people type. */
export const folded = (s: string) => s.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/œ/gi, 'oe').replace(/’/g, "'").toLowerCase();

/** As in a dictionary; the same wherever it is drawn. */
export const alphabetical = (a: string, b: string) => (folded(a) < folded(b) ? -1 : folded(a) > folded(b) ? 1 : 0);

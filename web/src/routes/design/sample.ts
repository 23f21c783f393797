import type { Schema } from '$lib/api/client';

// Made up for the page of the visual language; nothing of it is anywhere else.
const now = Date.now();
const hours = (n: number) => new Date(now + n * 3_600_000).toISOString();

export const shop: Schema<'ShopSummary'> = {
	id: 'shp_0', slug: 'modele', name: 'La Mie modèle', trade: 'bakery', tradeName: 'Boulangerie-pâtisserie', colour: '#b23a1e', town: { insee: '91200', name: 'Dourdan', slug: 'dourdan' },
	openNow: true, closesAt: hours(4), selling: true, ways: ['counter', 'delivery'], confirmedAt: hours(0), openingDaysSince: 0
} as Schema<'ShopSummary'>;

export const shut: Schema<'ShopSummary'> = { ...shop, id: 'shp_1', name: 'L’Étal modèle', trade: 'greengrocer', tradeName: 'Primeur', colour: '#3f5f2a', openNow: false, opensAt: hours(20), closesAt: undefined, confirmedAt: hours(-24 * 12), openingDaysSince: 9, ways: ['counter'] };

const stock = (available: boolean, pieces?: number) => ({ available, ...(pieces === undefined ? {} : { remaining: { unit: 'piece', amount: pieces } }) });

export const product = {
	id: 'prd_0', shopId: 'shp_0', name: 'Tarte aux pommes', description: 'Pommes du verger, pâte au beurre.', origin: 'Verger de Corbreuse', category: 'Pâtisseries', saleUnit: 'piece',
	step: { unit: 'piece', amount: 1 }, minimum: { unit: 'piece', amount: 1 }, photos: [], allergens: [], withdrawal: 'perishable',
	variants: [
		{ id: 'var_0', name: '4 parts', priceCents: 1450, unitPrice: { cents: 1813, per: 'kilogram' }, stock: stock(true, 3) },
		{ id: 'var_1', name: '8 parts', priceCents: 2600, unitPrice: { cents: 1625, per: 'kilogram' }, stock: stock(false) }
	]
} as unknown as Schema<'Product'>;

const slot = { start: hours(26), end: hours(26.5) };
const order = (id: string, state: Schema<'OrderState'>, actions: Schema<'OrderAction'>[] = []) =>
	({
		id, number: 'K7-4821', basketId: 'bsk_0', shop: { id: 'shp_0', slug: 'modele', name: 'La Mie modèle' }, state, way: 'counter', slot, totalCents: 1450, actions,
		lines: [{ id: 'lin_0', name: 'Tarte aux pommes', variantName: '4 parts', quantity: { unit: 'piece', amount: 1 }, lineTotalCents: 1450 }],
		totals: { itemsCents: 1450, deliveryCents: 0, totalCents: 1450, vat: [] }
	}) as unknown as Schema<'Order'>;

const square = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7"><path d="M0 0h3v3H0zM4 0h3v3H4zM0 4h3v3H0zM5 5h1v1H5zM4 4h1v1H4zM6 6h1v1H6zM6 4h1v1H6z"/></svg>')}`;
export const ticket = { ...order('ord_0', 'ready'), pickup: { code: '482913', qr: square } } as Schema<'Order'>;
export const ticketShop = { phone: '01 64 59 00 00', colour: '#b23a1e', address: { line1: '4 place du Marché', postcode: '91410', city: 'Dourdan' } as Schema<'Address'> };
export const lines = [order('ord_1', 'accepted'), order('ord_2', 'collected'), order('ord_3', 'refused')];

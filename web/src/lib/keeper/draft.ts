import type { Schema } from '$lib/api/client';
import { cents } from './tell';

/** A product as a shopkeeper says it: by the piece or the kilo, in euros. */
export interface ProductDraft {
	name: string;
	unit: Schema<'Unit'>;
	price: string;
	vat: string;
	stock: string;
	category: string;
}

const byWeight = new Set(['butcher', 'cheese', 'greengrocer', 'producer', 'fish', 'bulk']);
const perishable = new Set(['bakery', 'butcher', 'cheese', 'greengrocer', 'producer', 'fish', 'caterer', 'restaurant', 'flowers']);
const food = new Set([...byWeight, 'bakery', 'coffee_chocolate', 'grocery', 'organic']);

/** The rates there are, in hundredths of a percent, the most usual first. */
export const rates = [550, 1000, 2000, 210, 0] as const;

/**
 * The VAT rate most products of a trade have (CGI, articles 278-0 bis, 278 bis
 * and 279): 5.5 % for food and books, 10 % for meals to take away and flowers,
 * 2.1 % for the press, 20 % for all else, alcohol, sweets and caviar included
 * where the words, its name and category, say so.
 */
export function proposedVat(trade: string, words = ''): number {
	if (/\b(vin|bi[eè]re|cidre|champagne|cr[eé]mant|rhum|whisky|liqueur|ap[eé]ritif)s?\b/i.test(words)) return 2000;
	if (/\blivres?\b/i.test(words)) return 550;
	if (/\b(confiseries?|caviar)\b|\bbonbons?\b(?! de chocolat)/i.test(words)) return 2000;
	if (food.has(trade)) return /\b(sandwich|pizza|quiche chaude|plat chaud)/i.test(words) ? 1000 : 550;
	if (trade === 'caterer' || trade === 'restaurant' || trade === 'flowers') return 1000;
	if (trade === 'books') return 550;
	if (trade === 'press') return 210;
	return 2000;
}

export const emptyDraft = (trade: string): ProductDraft => ({ name: '', unit: byWeight.has(trade) ? 'gram' : 'piece', price: '', vat: String(proposedVat(trade)), stock: '', category: '' });

/** A count as one types it, in pieces, or in kilos or litres, as the contract's quantity. */
export function amount(typed: string, unit: Schema<'Unit'>): Schema<'StockQuantity'> | undefined {
	const text = typed.trim().replace(',', '.');
	if (!/^\d{1,6}(\.\d{1,3})?$/.test(text)) return undefined;
	const n = Number(text) * (unit === 'piece' ? 1 : 1000);
	return Number.isInteger(Math.round(n * 1000) / 1000) ? { unit, amount: Math.round(n) } : undefined;
}

/** What is missing in a draft, by field. */
export function missing(d: ProductDraft): ('name' | 'price' | 'stock')[] {
	const found: ('name' | 'price' | 'stock')[] = [];
	if (d.name.trim().length < 2) found.push('name');
	if (!cents(d.price)) found.push('price');
	if (d.stock.trim() && !amount(d.stock, d.unit)) found.push('stock');
	return found;
}

/** The draft as the contract wants it, on sale at once. */
export function newProduct(d: ProductDraft, trade: string): Schema<'NewProduct'> {
	const counted = amount(d.stock, d.unit);
	return {
		name: d.name.trim(),
		...(d.category.trim() ? { category: d.category.trim() } : {}),
		saleUnit: d.unit,
		vatRate: Number(d.vat),
		published: true,
		...(perishable.has(trade) ? { withdrawal: 'perishable' as const } : {}),
		...(d.unit === 'piece' ? {} : { step: { unit: d.unit, amount: 50 }, minimum: { unit: d.unit, amount: 100 } }),
		variants: [{ priceCents: cents(d.price) ?? 0, ...(counted ? { stockMode: 'counted' as const, initialStock: counted } : { stockMode: 'simple' as const, available: true }) }]
	};
}

import type { Schema } from '$lib/api/client';
import { amount } from './draft';
import { cents, typed } from './tell';

/** The allergens of Regulation (EU) 1169/2011, annex II, in its order. */
export const allergens = ['gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soybeans', 'milk', 'nuts', 'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'] as const satisfies readonly Schema<'Allergen'>[];

/** A variant as it is typed. */
export interface VariantDraft {
	id?: string;
	name: string;
	price: string;
	/** Net content of a packed piece, in grams or millilitres. */
	content: string;
	contentUnit: 'gram' | 'millilitre';
	counted: boolean;
	/** Whether it was counted when the edit began. */
	wasCounted: boolean;
	/** How many there are of one that is new, or counted from now on. */
	stock: string;
}

/** A product as it is typed; sums and amounts are still words. */
export interface ProductEdit {
	name: string;
	category: string;
	description: string;
	vat: string;
	withdrawal: Schema<'Withdrawal'>;
	ingredients: string;
	origin: string;
	step: string;
	minimum: string;
	allergens: Record<Schema<'Allergen'>, Schema<'AllergenPresence'>>;
	variants: VariantDraft[];
}

/** Whether counting begins with this edit. */
export const begins = (v: VariantDraft): boolean => v.counted && !v.wasCounted;

export const newVariant = (counted: boolean): VariantDraft => ({ name: '', price: '', content: '', contentUnit: 'gram', counted, wasCounted: false, stock: '' });

export function editOf(p: Schema<'Product'>): ProductEdit {
	const known = new Map(p.allergens.map((a) => [a.allergen, a.presence]));
	return {
		name: p.name,
		category: p.category,
		description: p.description,
		vat: String(p.vatRate),
		withdrawal: p.withdrawal,
		ingredients: p.ingredients ?? '',
		origin: p.origin ?? '',
		step: String(p.step.amount),
		minimum: String(p.minimum.amount),
		allergens: Object.fromEntries(allergens.map((a) => [a, known.get(a) ?? 'unknown'])) as ProductEdit['allergens'],
		variants: p.variants.map((v) => ({
			id: v.id,
			name: v.name,
			price: typed(v.priceCents),
			content: v.netContent && v.netContent.unit !== 'piece' ? String(v.netContent.amount) : '',
			contentUnit: v.netContent?.unit === 'millilitre' ? 'millilitre' : 'gram',
			counted: v.stock.mode === 'counted',
			wasCounted: v.stock.mode === 'counted',
			stock: ''
		}))
	};
}

/** What is wrong, by field; a variant's are behind its number: "price0". */
export function wrongIn(d: ProductEdit, unit: Schema<'Unit'>): Record<string, 'name' | 'price' | 'stock' | 'content' | 'variant' | 'twice'> {
	const out: ReturnType<typeof wrongIn> = {};
	if (d.name.trim().length < 2) out.name = 'name';
	d.variants.forEach((v, i) => {
		const name = v.name.trim();
		if (d.variants.length > 1 && !name) out[`variant${i}`] = 'variant';
		else if (d.variants.some((o, j) => j < i && o.name.trim() === name)) out[`variant${i}`] = 'twice';
		if (cents(v.price) === undefined) out[`price${i}`] = 'price';
		if (v.content.trim() && !/^[1-9]\d{0,5}$/.test(v.content.trim())) out[`content${i}`] = 'content';
		if (begins(v) && v.stock.trim() && !amount(v.stock, unit)) out[`stock${i}`] = 'stock';
	});
	return out;
}

/** The edit as the contract wants it. What is not known of an allergen is said to be unknown, never absent. */
export function patchOf(d: ProductEdit, p: Pick<Schema<'Product'>, 'saleUnit' | 'step' | 'minimum'>): Schema<'ProductPatch'> {
	const unit = p.saleUnit;
	return {
		name: d.name.trim(),
		category: d.category.trim(),
		description: d.description.trim(),
		vatRate: Number(d.vat),
		withdrawal: d.withdrawal,
		ingredients: d.ingredients.trim() || null,
		origin: d.origin.trim() || null,
		...(unit === 'piece' ? {} : { step: { unit, amount: Number(d.step) || p.step.amount }, minimum: { unit, amount: Number(d.minimum) || p.minimum.amount } }),
		allergens: allergens.map((allergen) => ({ allergen, presence: d.allergens[allergen] })),
		variants: d.variants.map((v) => {
			const opening = amount(v.stock, unit);
			return {
				...(v.id ? { id: v.id } : {}),
				name: v.name.trim(),
				priceCents: cents(v.price) ?? 0,
				...(unit === 'piece' && v.content.trim() ? { netContent: { unit: v.contentUnit, amount: Number(v.content) } } : {}),
				stockMode: v.counted ? ('counted' as const) : ('simple' as const),
				...(begins(v) && opening ? { initialStock: opening } : {})
			};
		})
	};
}

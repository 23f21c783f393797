import type { Schema } from '$lib/api/client';
import { folded } from '$lib/format';

/** A product's readable address: its name, then what names it for good. */
export function productPath(p: Pick<Schema<'Product'>, 'id' | 'name'>): string {
	const words = folded(p.name).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
	return `/produit/${words ? `${words}-` : ''}${p.id}`;
}

/** The identifier in such an address. */
export const productId = (param: string) => param.match(/prd_[0-9a-z]{26}$/)?.[0] ?? param;

/** Where a map shows an address. */
export const mapLink = (a: Schema<'Address'>) => `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${a.line1}, ${a.postcode} ${a.city}`)}`;

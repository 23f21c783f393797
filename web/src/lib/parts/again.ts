import { api, ask, type Schema } from '$lib/api/client';
import { basket, lineOf } from '$lib/state/basket.svelte';

/** Puts an order's lines back into the basket, as far as they are still offered; answers how many were. */
export async function orderAgain(order: Schema<'Order'>): Promise<number> {
	const shop = await ask(api.GET('/shops/{shopId}', { params: { path: { shopId: order.shop.id } } }));
	let found = 0;
	for (const line of order.lines) {
		const { data: product } = await api.GET('/products/{productId}', { params: { path: { productId: line.productId } } });
		const variant = product?.variants.find((v) => v.id === line.variantId);
		if (!product || !variant?.stock.available) continue;
		found++;
		basket.put(
			{ shopId: shop.id, slug: shop.slug, name: shop.name, colour: shop.colour, ways: shop.ways },
			lineOf(product, variant, line.quantity.amount)
		);
	}
	return found;
}

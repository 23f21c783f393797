import { api, ask, type Schema } from '$lib/api/client';
import { tickets } from '$lib/state/tickets.svelte';

/** Keeps what is new of a placed basket with what the shops' telephones and addresses are, for when there is no network. */
export async function keepNews(now: Schema<'Checkout'>): Promise<void> {
	const shops = { ...tickets.of(now.basketId)?.shops };
	for (const o of now.orders) {
		if (shops[o.shop.id]) continue;
		const { data } = await api.GET('/shops/{shopId}', { params: { path: { shopId: o.shop.id } } }).catch(() => ({ data: undefined }));
		if (data) shops[o.shop.id] = { phone: data.contact.phone, address: data.address, colour: data.colour };
	}
	tickets.save(now.basketId, { checkout: now, shops });
}

/** Reads a placed basket again, as its customer or with its secret, and keeps it. */
export async function readNews(basketId: string): Promise<void> {
	await keepNews(await ask(api.GET('/checkouts/{basketId}', { params: { path: { basketId } }, headers: tickets.secretHeader(basketId) })));
}

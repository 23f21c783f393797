import { api, ask } from '$lib/api/client';
import { tickets } from '$lib/state/tickets.svelte';

/**
 * Reads a placed basket again, as its customer or with its secret, and keeps it;
 * then what the shops' telephones and addresses are, for when there is no network.
 */
export async function readNews(basketId: string): Promise<void> {
	const asked = tickets.ask(basketId);
	const checkout = await ask(api.GET('/checkouts/{basketId}', { params: { path: { basketId } }, headers: tickets.secretHeader(basketId) }));
	tickets.save(basketId, { checkout }, asked);
	for (const { shop } of checkout.orders) {
		if (tickets.of(basketId)?.shops?.[shop.id]) continue;
		const { data } = await api.GET('/shops/{shopId}', { params: { path: { shopId: shop.id } } }).catch(() => ({ data: undefined }));
		if (data) tickets.save(basketId, { shops: { ...tickets.of(basketId)?.shops, [shop.id]: { phone: data.contact.phone, address: data.address, colour: data.colour } } });
	}
}

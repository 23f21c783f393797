import { api, ask } from '$lib/api/client';
import { Resource } from '$lib/api/resource.svelte';
import { isToday, weekdays } from '$lib/time';
import type { KeptShop } from './shop.svelte';

/** What makes a shop worth visiting, one step after another, each with the page where it is done. */
export class Checklist {
	readonly #shop: KeptShop;
	readonly #week: Resource<boolean>;
	readonly #products: Resource<number>;

	constructor(shop: KeptShop) {
		this.#shop = shop;
		this.#week = new Resource(
			() => `week ${shop.key}`,
			async () => {
				const { week } = await ask(api.GET('/shops/{shopId}/hours', { params: shop.path }));
				return weekdays.some((d) => week[d].length > 0);
			}
		);
		this.#products = new Resource(
			() => `few ${shop.key}`,
			async () => (await ask(api.GET('/shops/{shopId}/products', { params: { ...shop.path, query: { limit: 3 } } }))).items.length
		);
	}

	/** That all is known: nothing is said to be missing before. */
	get known(): boolean {
		return this.#shop.data !== undefined && this.#week.data !== undefined && this.#products.data !== undefined;
	}
	get tasks() {
		const s = this.#shop.data;
		const at = `/tenir/${this.#shop.key}`;
		// There is nothing to confirm on a day the shop is closed.
		const confirmed = !!s?.confirmedAt && isToday(s.confirmedAt, this.#shop.now);
		const opens = s?.openNow || (!!s?.opensAt && isToday(s.opensAt, this.#shop.now));
		return [
			{ key: 'selling' as const, done: s?.selling === true, to: `/ouvrir/${this.#shop.key}` },
			{ key: 'hours' as const, done: this.#week.data === true, to: `${at}/horaires` },
			{ key: 'product' as const, done: (this.#products.data ?? 0) >= 3, to: `${at}/produits` },
			{ key: 'photo' as const, done: !!s?.photo, to: `${at}/boutique#photo` },
			{ key: 'description' as const, done: !!s?.description, to: `${at}/boutique#vitrine` },
			{ key: 'phone' as const, done: !!s?.contact.phone, to: `${at}/boutique#vitrine` },
			...(opens || confirmed ? [{ key: 'today' as const, done: confirmed, to: at }] : [])
		];
	}
}

import { getContext, setContext, untrack } from 'svelte';
import { api, ask, Refused, type Schema } from '$lib/api/client';
import { Resource } from '$lib/api/resource.svelte';
import { w } from '$lib/i18n/index.svelte';
import { session } from '$lib/state/session.svelte';
import { todayAt } from '$lib/time';

const name = Symbol('kept shop');
const minute = 60_000;

/** The shop one keeps, shared by its pages. */
export class KeptShop {
	/** What time it is, to the minute or so: a screen behind the counter stays on overnight. */
	now = $state.raw(new Date());
	#key: () => string;
	/** When it was last asked for, in milliseconds. */
	#readAt = 0;
	readonly #shop: Resource<Schema<'Shop'> | undefined>;

	constructor(key: () => string) {
		this.#key = key;
		this.#shop = new Resource(
			() => `kept ${key()}`,
			async () => {
				this.#readAt = Date.now();
				const guest = !session.signedIn;
				const shop = await ask(api.GET('/shops/{shopId}', { params: { path: { shopId: key() } } }));
				// Without a session it is as the public sees it: what one works on stays until one is back.
				if (guest || !session.signedIn) return this.data;
				// Who could not show a token was answered as the public is.
				if (!session.id) throw new Refused({ code: 'offline', status: 0, detail: w.t.offline.failed });
				return shop;
			}
		);
		// In another language it is the same shop: what one types meanwhile stays.
		let said = w.lang;
		$effect(() => {
			if (w.lang === said) return;
			said = w.lang;
			untrack(() => void this.refresh());
		});
	}

	/** What names it in its addresses. */
	get key(): string {
		return this.#key();
	}
	get data(): Schema<'Shop'> | undefined {
		return this.#shop.data;
	}
	get refused() {
		return this.#shop.refused;
	}
	/** The path parameters of the calls about it. */
	get path() {
		return { path: { shopId: this.#key() } };
	}

	/** The day it is at the shop, as 2026-11-29. */
	get today(): string {
		return todayAt(this.data, this.now);
	}

	refresh = () => this.#shop.refresh();

	/** Tells what time it is: at another day, once the shop opens or closes, and each minute for what another phone changed, it is read again. */
	tick(now: Date): void {
		const { openNow, opensAt, closesAt } = this.data ?? {};
		const turns = openNow ? closesAt : opensAt;
		const before = this.today;
		this.now = now;
		if (this.today !== before || (turns && Date.parse(turns) <= now.getTime()) || now.getTime() - this.#readAt > minute) void this.refresh();
	}

	take(shop: Schema<'Shop'>): void {
		this.#shop.take(shop);
	}
}

/** Reads again once somebody is signed in who was not, here or in another tab. */
export function whenBack(read: () => void): void {
	let before = session.signedIn;
	$effect(() => {
		const now = session.signedIn;
		if (now && !before) untrack(read);
		before = now;
	});
}

export const provideShop = (key: () => string) => setContext(name, new KeptShop(key));
export const keptShop = () => getContext<KeptShop>(name);

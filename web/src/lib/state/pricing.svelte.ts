import { untrack } from 'svelte';
import { api, ask, Refused, type Schema } from '$lib/api/client';
import { asked, basket } from './basket.svelte';
import { network } from './network.svelte';

/** What the basket costs now, asked again whenever it changes; lives with the component that makes it. */
export class Pricing {
	quote = $state.raw<Schema<'Quote'>>();
	refused = $state.raw<Refused>();
	busy = $state(false);
	#turn = 0;

	/** `address` answers where to deliver, once it is known well enough. */
	constructor(private address: () => Schema<'DeliveryAddress'> | undefined = () => undefined) {
		$effect(() => {
			void JSON.stringify(asked(basket.parts, address()));
			void network.online;
			const waiting = setTimeout(() => untrack(() => void this.refresh()), untrack(() => (this.quote ? 350 : 0)));
			return () => clearTimeout(waiting);
		});
	}

	async refresh(): Promise<void> {
		const turn = ++this.#turn;
		if (basket.empty) return void (this.quote = undefined);
		this.busy = true;
		try {
			const quote = await ask(api.POST('/quotes', { body: { shops: asked(basket.parts, this.address()) } }));
			if (turn !== this.#turn) return;
			this.quote = quote;
			this.refused = undefined;
		} catch (e) {
			if (turn === this.#turn && e instanceof Refused) this.refused = e;
		} finally {
			if (turn === this.#turn) this.busy = false;
		}
	}

	/** The part of the quote that is one shop's. */
	of(shopId: string): Schema<'QuotedShop'> | undefined {
		return this.quote?.shops.find((s) => s.shop.id === shopId);
	}

	/** The truth about one line. */
	line(variantId: string): Schema<'QuotedLine'> | undefined {
		for (const s of this.quote?.shops ?? []) for (const l of s.lines) if (l.variantId === variantId) return l;
		return undefined;
	}
}

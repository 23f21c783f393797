import type { Schema } from '$lib/api/client';
import { Turns } from '$lib/api/turns';
import { keep, kept, onKept } from './kept';

/** A placed basket as this device last saw it, with the secret that reads it. */
export interface Ticket {
	secret?: string;
	/** Where its code was sent, as typed on this device. */
	email?: string;
	checkout?: Schema<'Checkout'>;
	/** Telephones and addresses of its shops, for when there is no network. */
	shops?: Record<string, { phone?: string; address?: Schema<'Address'>; colour?: string }>;
	/** The orders that fell through, once one chose to keep the others all the same. */
	settled?: string[];
	savedAt: string;
}

/** So many placed baskets are kept; older ones give way. */
const most = 50;

class Tickets {
	#held = $state<Record<string, Ticket>>(kept('tickets') ?? {});
	/** The readings of each basket's state. */
	#turns: Record<string, Turns> = {};

	constructor() {
		onKept('tickets', () => {
			const before = this.#held;
			this.#held = kept('tickets') ?? {};
			// What another tab kept is newer than what was asked here until now.
			for (const [id, t] of this.all) if (t.savedAt !== before[id]?.savedAt) this.#turnsOf(id).know();
		});
	}

	get all(): [string, Ticket][] {
		return Object.entries(this.#held).sort((a, b) => (b[0] > a[0] ? 1 : -1));
	}
	of(basketId: string): Ticket | undefined {
		return this.#held[basketId];
	}
	#turnsOf(basketId: string): Turns {
		return (this.#turns[basketId] ??= new Turns());
	}
	/** The moment at which a reading begins, for `save`. */
	ask(basketId: string): number {
		return this.#turnsOf(basketId).ask();
	}
	/** Keeps what changed. A state that was asked for before the one it would replace comes too late, and is not kept. */
	save(basketId: string, change: Partial<Ticket>, asked = this.ask(basketId)): void {
		if (change.checkout && !this.#turnsOf(basketId).take(asked)) return;
		// Another tab may have kept tickets that this one was not told of yet.
		for (const [id, t] of Object.entries(kept<Record<string, Ticket>>('tickets') ?? {})) if (!(this.#held[id] && this.#held[id].savedAt >= t.savedAt)) this.#held[id] = t;
		this.#held[basketId] = { ...this.#held[basketId], ...change, savedAt: new Date().toISOString() };
		for (const [old] of this.all.slice(most)) delete this.#held[old];
		keep('tickets', $state.snapshot(this.#held));
	}
	/** Keeps an order's new state within its ticket. */
	update(order: Schema<'Order'>): void {
		const checkout = this.#held[order.basketId]?.checkout;
		if (checkout) this.save(order.basketId, { checkout: { ...checkout, orders: checkout.orders.map((o) => (o.id === order.id ? order : o)) } });
	}
	/** The header that lets a guest read and act on a placed basket. */
	secretHeader(basketId: string): { 'X-Order-Secret'?: string } {
		const secret = this.#held[basketId]?.secret;
		return secret ? { 'X-Order-Secret': secret } : {};
	}
}

export const tickets = new Tickets();

import { getContext, setContext } from 'svelte';
import { api, ask, Refused, type Schema } from '$lib/api/client';
import { Turns } from '$lib/api/turns';
import { mine } from '$lib/live/feed.svelte';

type Summary = Schema<'OrderSummary'>;
const waiting: Schema<'OrderState'>[] = ['placed', 'accepted', 'ready', 'out_for_delivery'];

/** How often the board asks again, in milliseconds: while news do not come by themselves, and while they do. */
const pace = 5_000;
const calm = 60_000;

/** So many orders are read at a time. */
const atOnce = 6;

/** The orders a shop works on, with the goods of each: read again when one of them moves, and now and then besides. */
export class Board {
	orders = $state.raw<Summary[]>();
	goods = $state.raw<Record<string, Schema<'Order'>>>({});
	refused = $state.raw<Refused>();
	at = $state.raw<Date>();
	#shop: string;
	#arrived: (n: number) => void;
	#seen: Set<string> | undefined;
	#soon: ReturnType<typeof setTimeout> | undefined;
	#turns = new Turns();
	/** By order, of its goods. */
	#goodsTurns: Record<string, Turns> = {};

	constructor(shop: string, arrived: (n: number) => void) {
		this.#shop = shop;
		this.#arrived = arrived;
	}

	/** Follows the orders until the answer is called. */
	follow(): () => void {
		const deaf = mine.listen((m) => {
			if (m.shopId && m.shopId !== this.#shop) return;
			// Several at once are read once.
			clearTimeout(this.#soon);
			this.#soon = setTimeout(() => void this.refresh(), 100);
		});
		const beat = setInterval(() => {
			if (!mine.live || Date.now() - Number(this.at ?? 0) > calm) void this.refresh();
		}, pace);
		void this.refresh();
		return () => {
			deaf();
			clearTimeout(this.#soon);
			clearInterval(beat);
		};
	}

	/** Whether what is shown changes by itself. */
	get live(): boolean {
		return mine.live && !this.refused;
	}
	get toAccept(): number {
		return this.orders?.filter((o) => o.state === 'placed').length ?? 0;
	}

	async refresh(): Promise<void> {
		const asked = this.#turns.ask();
		try {
			const page = await ask(api.GET('/shops/{shopId}/orders', { params: { path: { shopId: this.#shop }, query: { state: waiting, limit: 100 } } }));
			if (!this.#turns.take(asked)) return;
			const left = this.orders?.filter((o) => !page.items.some((i) => i.id === o.id)) ?? [];
			this.orders = page.items;
			this.at = new Date();
			this.refused = undefined;
			this.#ring(page.items);
			await this.#readGoods(page.items, (o) => this.goods[o.id]?.state !== o.state);
			await this.#readGoods(left, (o) => waiting.includes(this.goods[o.id]?.state ?? 'collected')); // somebody else ended them: who looks at one sees it
		} catch (e) {
			if (e instanceof Refused && this.#turns.take(asked)) this.refused = e;
		}
	}

	/** Takes what an action answered, before the next reading says it. */
	take(order: Schema<'Order'>): void {
		this.#turns.know();
		this.#turnsOf(order.id).know();
		this.goods = { ...this.goods, [order.id]: order };
		this.orders = this.orders?.map((o) => (o.id === order.id ? order : o)).filter((o) => waiting.includes(o.state));
		void this.refresh();
	}

	#turnsOf(order: string): Turns {
		return (this.#goodsTurns[order] ??= new Turns());
	}

	#ring(now: Summary[]): void {
		const placed = now.filter((o) => o.state === 'placed').map((o) => o.id);
		const fresh = this.#seen ? placed.filter((id) => !this.#seen!.has(id)).length : 0;
		this.#seen = new Set([...(this.#seen ?? []), ...placed]);
		if (fresh > 0) this.#arrived(fresh);
	}

	/** The goods never change; what one may do does, with the state. */
	async #readGoods(of: Summary[], old: (o: Summary) => boolean): Promise<void> {
		const left = of.filter(old);
		while (left.length > 0) {
			await Promise.all(
				left.splice(0, atOnce).map(async (o) => {
					const turns = this.#turnsOf(o.id);
					const asked = turns.ask();
					const order = await ask(api.GET('/orders/{orderId}', { params: { path: { orderId: o.id } } }));
					if (turns.take(asked)) this.goods = { ...this.goods, [o.id]: order };
				})
			);
		}
	}
}

const name = Symbol('board');

/** The board of the shop one keeps, shared by its pages: it rings on all of them. */
export const provideBoard = (board: () => Board) => setContext(name, board);
export const keptBoard = () => getContext<() => Board>(name);

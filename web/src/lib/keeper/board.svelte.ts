import { api, ask, Refused, type Schema } from '$lib/api/client';

type Summary = Schema<'OrderSummary'>;
const waiting: Schema<'OrderState'>[] = ['placed', 'accepted', 'ready', 'out_for_delivery'];

/** How often the board asks again, in milliseconds. */
const pace = 5_000;

/** The orders a shop works on: read again and again while the page is seen, with the goods of each. */
export class Board {
	orders = $state.raw<Summary[]>();
	goods = $state.raw<Record<string, Schema<'Order'>>>({});
	refused = $state.raw<Refused>();
	at = $state.raw<Date>();
	#shop: string;
	#arrived: (n: number) => void;
	#seen: Set<string> | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#turn = 0;

	constructor(shop: string, arrived: (n: number) => void) {
		this.#shop = shop;
		this.#arrived = arrived;
	}

	/** Follows the orders until the answer is called. */
	follow(): () => void {
		let over = false;
		const again = async () => {
			await this.refresh();
			if (!over) this.#timer = setTimeout(again, pace);
		};
		void again();
		return () => {
			over = true;
			clearTimeout(this.#timer);
		};
	}

	async refresh(): Promise<void> {
		const turn = ++this.#turn;
		try {
			const page = await ask(api.GET('/shops/{shopId}/orders', { params: { path: { shopId: this.#shop }, query: { state: waiting, limit: 100 } } }));
			if (turn !== this.#turn) return;
			this.orders = page.items;
			this.at = new Date();
			this.refused = undefined;
			this.#ring(page.items);
			await this.#readGoods(page.items);
		} catch (e) {
			if (turn === this.#turn && e instanceof Refused) this.refused = e;
		}
	}

	/** Takes what an action answered, before the next reading says it. */
	take(order: Schema<'Order'>): void {
		this.goods = { ...this.goods, [order.id]: order };
		this.orders = this.orders?.map((o) => (o.id === order.id ? order : o)).filter((o) => waiting.includes(o.state));
		void this.refresh();
	}

	#ring(now: Summary[]): void {
		const placed = now.filter((o) => o.state === 'placed').map((o) => o.id);
		const fresh = this.#seen ? placed.filter((id) => !this.#seen!.has(id)).length : 0;
		this.#seen = new Set([...(this.#seen ?? []), ...placed]);
		if (fresh > 0) this.#arrived(fresh);
	}

	/** The goods never change; what one may do does, with the state. */
	async #readGoods(of: Summary[]): Promise<void> {
		for (const o of of) {
			if (this.goods[o.id]?.state === o.state) continue;
			const order = await ask(api.GET('/orders/{orderId}', { params: { path: { orderId: o.id } } }));
			this.goods = { ...this.goods, [o.id]: order };
		}
	}
}

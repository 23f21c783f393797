import { api, ask, Refused, type Schema } from '$lib/api/client';
import { basket } from './basket.svelte';
import { newId } from './identifier';
import { keep, kept } from './kept';
import { tickets } from './tickets.svelte';

/** An order that was sent, kept until its answer is known: the same key and body may be sent again without ordering twice. */
interface Attempt {
	key: string;
	body: Schema<'NewCheckout'>;
}

/** Whether an answer leaves open if the order went through. */
const unsure = (r: Refused) => r.offline || r.problem.status >= 500 || r.problem.status === 429;

/** Sends the basket's order, and finds out what became of it when the answer was lost. */
class Placing {
	/** An order whose answer was lost, from this page or before a reload. */
	lost = $state.raw<Attempt | undefined>(kept<Attempt>('attempt'));
	busy = $state(false);

	/** Places the order; answers it, or nothing when the answer was lost. Throws what refused it. */
	async place(body: Schema<'NewCheckout'>): Promise<Schema<'Checkout'> | undefined> {
		return this.#send({ key: newId('key'), body });
	}

	/** Asks again about a lost order: the same basket with the same key is answered again, or placed once. */
	async resolve(): Promise<Schema<'Checkout'> | undefined> {
		const attempt = this.lost;
		return attempt && this.#send(attempt);
	}

	async #send(attempt: Attempt): Promise<Schema<'Checkout'> | undefined> {
		keep('attempt', attempt);
		this.busy = true;
		try {
			const checkout = await ask(api.POST('/checkouts', { params: { header: { 'Idempotency-Key': attempt.key } }, body: attempt.body }));
			this.#settled();
			tickets.save(checkout.basketId, { checkout, ...(checkout.orderSecret ? { secret: checkout.orderSecret } : {}), ...(attempt.body.customer?.email ? { email: attempt.body.customer.email } : {}) });
			if (basket.id === checkout.basketId) basket.renew(checkout.orders);
			return checkout;
		} catch (e) {
			if (e instanceof Refused && unsure(e)) {
				this.lost = attempt;
				return undefined;
			}
			if (e instanceof Refused && e.code === 'checkout.basket_taken') return await this.#read(attempt.body.basketId, e);
			this.#settled();
			throw e;
		} finally {
			this.busy = false;
		}
	}

	/** The basket was placed before, by this device or account: what came of it is read. */
	async #read(basketId: string, refused: Refused): Promise<Schema<'Checkout'>> {
		try {
			const checkout = await ask(api.GET('/checkouts/{basketId}', { params: { path: { basketId } }, headers: tickets.secretHeader(basketId) }));
			tickets.save(basketId, { checkout });
			if (basket.id === basketId) basket.renew(checkout.orders);
			return checkout;
		} catch {
			throw refused;
		} finally {
			this.#settled();
		}
	}

	#settled(): void {
		this.lost = undefined;
		keep('attempt', undefined);
	}
}

export const placing = new Placing();

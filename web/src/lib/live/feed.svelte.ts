import { api } from '$lib/api/client';
import { session } from '$lib/state/session.svelte';
import { tickets } from '$lib/state/tickets.svelte';
import { readMessages, type Message } from './events';
import { backoff, lookedAt, pause } from './wait';

/** The server beats every 15 seconds; two beats missed, and the line counts as cut. */
const silence = 40_000;

type Opened = { response?: Response; data?: unknown };

/**
 * What happens to orders, as it happens. Of all the pages of a browser that
 * listen, one holds the stream and tells the others; where the browser knows no
 * locks or no channels, each page holds its own. While nothing comes, `live` is
 * false, and who listens asks by itself.
 */
export class Feed {
	live = $state(false);
	#name: string;
	#open: (after?: number) => Promise<Opened>;
	#listeners = new Set<(m: Message) => void>();
	#position: number | undefined;
	#stop: AbortController | undefined;
	#quiet: ReturnType<typeof setTimeout> | undefined;

	constructor(name: string, open: (after?: number) => Promise<Opened>) {
		this.#name = name;
		this.#open = open;
	}

	/** Tells of every order that moved, and of `open` after a gap, when lists must be read again; until the answer is called. */
	listen(hear: (m: Message) => void): () => void {
		this.#listeners.add(hear);
		if (!this.#stop) this.#start((this.#stop = new AbortController()).signal);
		return () => {
			this.#listeners.delete(hear);
			if (this.#listeners.size > 0) return;
			this.#stop?.abort();
			this.#stop = undefined;
			this.#cut();
		};
	}

	#start(stop: AbortSignal): void {
		if (!navigator.locks || typeof BroadcastChannel === 'undefined') return void this.#follow(stop, () => undefined);
		const channel = new BroadcastChannel(this.#name);
		channel.onmessage = (e: MessageEvent<Message>) => this.#hear(e.data);
		stop.addEventListener('abort', () => channel.close());
		const tell = (m: Message) => !stop.aborted && channel.postMessage(m);
		void navigator.locks.request(this.#name, { signal: stop }, () => this.#follow(stop, tell)).catch(() => undefined);
	}

	/** Holds the stream, opening it again where it ended, until stopped or until one may not read it any more. */
	async #follow(stop: AbortSignal, tell: (m: Message) => void): Promise<void> {
		for (let tries = 0; !stop.aborted; ) {
			let reason: Message['reason'];
			const { response } = await this.#open(this.#position).catch((): Opened => ({}));
			if (stop.aborted) return void response?.body?.cancel().catch(() => undefined);
			if (response && [401, 403, 404].includes(response.status)) return;
			if (response?.ok && response.body)
				await readMessages(response.body, stop, silence, (m) => {
					tries = 0;
					reason = m.reason;
					tell(m);
					this.#hear(m);
				}).catch(() => undefined);
			this.#cut();
			// Whether the session is over is found out at once, and the page asks to sign in.
			if (reason === 'session') return void (await session.renew());
			if (reason === 'replaced') await lookedAt(stop);
			else if (reason === 'token' || reason === 'rights') await pause(stop, Math.random() * 500);
			else await pause(stop, Math.max(backoff(tries++), 1000 * Number(response?.headers.get('Retry-After') ?? 0)));
		}
	}

	#hear(m: Message): void {
		this.#position = m.position;
		if (m.type === 'end') return this.#cut();
		this.live = true;
		clearTimeout(this.#quiet);
		this.#quiet = setTimeout(() => this.#cut(), silence);
		if (m.type === 'order' || (m.type === 'open' && !m.resumed)) for (const hear of [...this.#listeners]) hear(m);
	}

	#cut(): void {
		clearTimeout(this.#quiet);
		this.live = false;
	}
}

/** What happens in one's shops, and to one's own orders. */
export const mine = new Feed('cabas.live', (after) => api.GET('/me/stream', { params: { header: { 'Last-Event-ID': after } }, parseAs: 'stream' }));

/** What happens to the orders of one basket, for whoever holds its secret; one of its orders opens it. */
export const feedOf = (basketId: string, orderId: string) =>
	new Feed(`cabas.live.${basketId}`, (after) =>
		api.GET('/orders/{orderId}/stream', { params: { path: { orderId }, header: { 'Last-Event-ID': after } }, headers: tickets.secretHeader(basketId), parseAs: 'stream' })
	);

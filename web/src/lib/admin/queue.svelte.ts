import { Refused } from '$lib/api/client';

/** What waits for an administrator, as the page shows it, whatever it is. */
export interface Stuck {
	/** Its own among all rows. */
	key: string;
	/** What is replayed: several rows may be one fact. */
	id: string;
	title: string;
	/** To whom, or for which part of the platform. */
	whom: string;
	kind: string;
	at: string;
	tries: number;
	answer: string;
	/** What is asked before it is replayed. */
	sure: string;
}

/** A list of the server read slice by slice, from which what was replayed is taken. */
export class Queue<T extends { id: string }> {
	items = $state.raw<T[]>([]);
	next = $state<string | null>(null);
	refused = $state.raw<Refused>();
	loading = $state(true);
	#read: (query: { after?: string }) => Promise<{ items: T[]; next: string | null }>;
	#turn = 0;

	constructor(read: (query: { after?: string }) => Promise<{ items: T[]; next: string | null }>) {
		this.#read = read;
	}

	/** Reads from the beginning, or what comes after what is shown. */
	async load(after?: string | null): Promise<void> {
		const turn = ++this.#turn;
		this.loading = true;
		try {
			const slice = await this.#read(after ? { after } : {});
			if (turn !== this.#turn) return;
			this.items = after ? [...this.items, ...slice.items] : slice.items;
			this.next = slice.next;
			this.refused = undefined;
		} catch (e) {
			if (turn === this.#turn) this.refused = e instanceof Refused ? e : new Refused({ code: 'internal', status: 0, detail: String(e) });
		} finally {
			if (turn === this.#turn) this.loading = false;
		}
	}

	/** Takes away what waits no longer; what follows is read once nothing is left. */
	drop(id: string): void {
		this.items = this.items.filter((i) => i.id !== id);
		if (this.items.length === 0 && this.next) void this.load(this.next);
	}
}

import { untrack } from 'svelte';
import { Refused } from './client';
import type { Told } from './told';

const seen = new Map<string, unknown>();

/**
 * Something read from the server for as long as a component lives: shown at
 * once, and not asked for, when the document told it; shown from memory when it
 * was seen before, then refreshed.
 */
export class Resource<T> {
	data = $state.raw<T>();
	refused = $state.raw<Refused>();
	loading = $state(true);
	#turn = 0;
	#key: () => string;
	#read: () => Promise<T>;

	constructor(key: () => string, read: () => Promise<T>, told?: () => Told<T> | undefined) {
		this.#key = key;
		this.#read = read;
		const first = told?.();
		this.data = first?.data;
		this.refused = first?.refused;
		this.loading = !first;
		let known = first && !first.more;
		$effect(() => {
			const now = key();
			if (first?.data) seen.set(now, first.data);
			if (!known) untrack(() => void this.refresh(true));
			known = false;
		});
	}

	/** Reads again; `fresh` forgets what another key showed. */
	async refresh(fresh = false): Promise<void> {
		const turn = ++this.#turn;
		const key = this.#key();
		if (fresh) this.data = seen.get(key) as T | undefined;
		this.loading = true;
		try {
			const data = await this.#read();
			if (turn !== this.#turn) return;
			seen.set(key, data);
			this.data = data;
			this.refused = undefined;
		} catch (e) {
			if (turn === this.#turn) this.refused = e instanceof Refused ? e : new Refused({ code: 'internal', status: 0, detail: String(e) });
		} finally {
			if (turn === this.#turn) this.loading = false;
		}
	}
}

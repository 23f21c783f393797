import { untrack } from 'svelte';
import { Refused } from './client';
import { seen, seenIn } from './seen';
import type { Told } from './told';
import { Turns } from './turns';

/**
 * Something read from the server for as long as a component lives: shown at
 * once, and not asked for, when the document told it; shown from memory when it
 * was seen before, then refreshed.
 */
export class Resource<T> {
	data = $state.raw<T>();
	refused = $state.raw<Refused>();
	loading = $state(true);
	#turns = new Turns();
	#key: () => string;
	#read: () => Promise<T>;

	constructor(key: () => string, read: () => Promise<T>, told?: () => Told<T> | undefined) {
		this.#key = key;
		this.#read = read;
		let first = told?.();
		this.data = first?.data;
		this.refused = first?.refused;
		this.loading = !first;
		$effect(() => {
			const now = key();
			if (first?.data) seen.set(now, first.data);
			if (!first || first.more) untrack(() => void this.refresh(true));
			first = undefined; // another key was not told
		});
	}

	/** Reads again; `fresh` forgets what another key showed. */
	async refresh(fresh = false): Promise<void> {
		const asked = this.#turns.ask();
		const key = this.#key();
		const era = seenIn();
		if (fresh) {
			this.#turns.take(asked);
			this.data = seen.get(key) as T | undefined;
			this.refused = undefined;
		}
		this.loading = true;
		try {
			const data = await this.#read();
			if (!this.#turns.take(asked)) return;
			if (era === seenIn()) seen.set(key, data);
			this.data = data;
			this.refused = undefined;
		} catch (e) {
			if (!this.#turns.late(asked)) this.refused = e instanceof Refused ? e : new Refused({ code: 'internal', status: 0, detail: String(e) });
		} finally {
			if (this.#turns.last(asked)) this.loading = false;
		}
	}

	/** Takes what is known to be so now, from an action's answer; a reading that began before does not undo it, and is made again. */
	take(data: T): void {
		const reading = this.loading;
		this.#turns.know();
		seen.set(this.#key(), data);
		this.data = data;
		this.loading = false;
		if (reading) void this.refresh();
	}
}

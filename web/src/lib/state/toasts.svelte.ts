export interface Told {
	id: number;
	text: string;
}

/** Short confirmations, shown for a few seconds. */
class Toasts {
	list = $state<Told[]>([]);
	#next = 1;

	say(text: string): void {
		const id = this.#next++;
		this.list = [...this.list.slice(-1), { id, text }];
		setTimeout(() => (this.list = this.list.filter((t) => t.id !== id)), 4000);
	}
}

export const toasts = new Toasts();

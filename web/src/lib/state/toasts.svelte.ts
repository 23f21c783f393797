export interface Told {
	id: number;
	text: string;
	/** That it tells of a failure. */
	wrong: boolean;
	/** That a sheet was open: at its foot is the button one wants next. */
	high: boolean;
}

/** Short confirmations, shown for a few seconds. */
class Toasts {
	list = $state<Told[]>([]);
	#next = 1;

	say(text: string, wrong = false): void {
		const id = this.#next++;
		this.list = [{ id, text, wrong, high: document.querySelector('.sheet') !== null }]; // the newest alone: two would lie over what one does next
		setTimeout(() => (this.list = this.list.filter((t) => t.id !== id)), 4000);
	}
}

export const toasts = new Toasts();

import type { Schema } from '$lib/api/client';
import { colon } from '$lib/format';
import { k } from '$lib/i18n/keeper.svelte';
import { toasts } from '$lib/state/toasts.svelte';
import { Upload, type Target } from './upload.svelte';

/** A photo on its way, what shows it and how it is called there. */
export interface Sending {
	upload: Upload;
	target: Target;
	/** What the photo shows, for who does not see it. */
	words: string;
}

type Hear = (target: Target, photo: Schema<'Photo'>) => void;

/**
 * The photos on their way, whichever page or sheet one looks at meanwhile. One
 * leaves after the other: a phone's network carries one at a time best.
 */
class Uploads {
	#all = $state.raw<Sending[]>([]);
	#heard = new Set<Hear>();
	#line: Promise<void> = Promise.resolve();

	constructor() {
		globalThis.window?.addEventListener('online', () => this.#all.forEach((s) => s.upload.state === 'failed' && s.upload.again && this.send(s)));
	}

	get all(): Sending[] {
		return this.#all;
	}

	/** Sends a photo after those that wait; what failed is sent again. */
	send(s: Sending): void {
		if (!this.#all.includes(s)) this.#all = [...this.#all.filter((o) => o.upload.state !== 'failed' || o.upload.again), s];
		this.#line = this.#line.then(async () => {
			if (!this.#all.includes(s)) return;
			const photo = await s.upload.to(s.target, s.words.slice(0, 200));
			if (photo) {
				this.drop(s);
				for (const hear of this.#heard) hear(s.target, photo);
				toasts.say(k.t.photo.added);
			} else if (this.#heard.size === 0) toasts.say(`${s.words}${colon()} ${s.upload.words}`, true);
		});
	}

	drop(s: Sending): void {
		this.#all = this.#all.filter((o) => o !== s);
	}

	/** Tells of every photo that arrived, until the answer is called. */
	listen(hear: Hear): () => void {
		this.#heard.add(hear);
		return () => this.#heard.delete(hear);
	}
}

export const uploads = new Uploads();

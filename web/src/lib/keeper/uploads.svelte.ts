import type { Schema } from '$lib/api/client';
import { colon } from '$lib/format';
import { k } from '$lib/i18n/keeper.svelte';
import { session } from '$lib/state/session.svelte';
import { toasts } from '$lib/state/toasts.svelte';
import { Upload, type Target } from './upload.svelte';

/** A photo on its way, what shows it and how it is called there. */
export interface Sending {
	upload: Upload;
	target: Target;
	/** What the photo shows, for who does not see it. */
	words: string;
}

/** Answers whether it shows the photos of a target; is told the one that arrived. */
type Hear = (target: Target, photo?: Schema<'Photo'>) => boolean;

export const sameTarget = (a: Target, b: Target) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The photos on their way, whichever page or sheet one looks at meanwhile. One
 * leaves after the other: a phone's network carries one at a time best.
 */
class Uploads {
	#all = $state.raw<Sending[]>([]);
	#heard = new Set<Hear>();
	#line: Promise<void> = Promise.resolve();

	constructor() {
		session.onLeave(() => (this.#all = []));
		globalThis.window?.addEventListener('online', () => this.#all.forEach((s) => s.upload.state === 'failed' && s.upload.again && this.send(s)));
	}

	get all(): Sending[] {
		return this.#all;
	}

	/** Sends a photo after those that wait; what failed is sent again. */
	send(s: Sending): void {
		if (!this.#all.includes(s)) this.#all = [...this.#all.filter((o) => o.upload.state !== 'failed' || o.upload.again || !sameTarget(o.target, s.target)), s];
		this.#line = this.#line.then(() => this.#leave(s)).catch(() => undefined);
	}

	async #leave(s: Sending): Promise<void> {
		if (!this.#all.includes(s)) return;
		const photo = await s.upload.to(s.target, s.words.slice(0, 200));
		if (photo) {
			this.drop(s);
			toasts.say(k.t.photo.added);
		}
		const shown = [...this.#heard].filter((hear) => hear(s.target, photo)).length > 0;
		if (!photo && !shown) toasts.say(`${s.words}${colon()} ${s.upload.words}`, true);
	}

	drop(s: Sending): void {
		this.#all = this.#all.filter((o) => o !== s);
	}

	/** Asks who shows what is sent, and tells of every photo that arrived, until the answer is called. */
	listen(hear: Hear): () => void {
		this.#heard.add(hear);
		return () => this.#heard.delete(hear);
	}
}

export const uploads = new Uploads();

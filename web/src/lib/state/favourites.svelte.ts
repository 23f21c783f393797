import type { Schema } from '$lib/api/client';
import { keep, kept, onKept } from './kept';

/** A shop as it is remembered: enough to name it without network. */
export type Favourite = Pick<Schema<'ShopSummary'>, 'id' | 'slug' | 'name' | 'colour' | 'tradeName'>;

/** The shops one likes, kept on this device alone: nobody else is told. */
class Favourites {
	#held = $state.raw<Favourite[]>(kept<Favourite[]>('favourites') ?? []);

	constructor() {
		onKept('favourites', () => (this.#held = kept<Favourite[]>('favourites') ?? []));
	}

	get all(): Favourite[] {
		return this.#held;
	}
	has(id: string): boolean {
		return this.#held.some((f) => f.id === id);
	}
	toggle({ id, slug, name, colour, tradeName }: Favourite): void {
		this.#held = this.has(id) ? this.#held.filter((f) => f.id !== id) : [...this.#held, { id, slug, name, colour, tradeName }];
		keep('favourites', this.#held);
	}
}

export const favourites = new Favourites();

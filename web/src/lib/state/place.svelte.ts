import type { Schema } from '$lib/api/client';
import { keep, kept } from './kept';

/** The town this device was last shown. */
class Place {
	town = $state.raw<Schema<'TownRef'> | undefined>(kept('town'));

	choose(town: Schema<'TownRef'>): void {
		this.town = { insee: town.insee, name: town.name, slug: town.slug };
		keep('town', this.town);
	}
}

export const place = new Place();

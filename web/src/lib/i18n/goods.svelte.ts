import { en } from './goods.en';
import { fr } from './goods.fr';
import { w } from './index.svelte';

/** The words about allergens and withdrawal, apart so that the first pages do not load them: `g.t.allergens.milk`. */
export const g = {
	get t(): typeof fr {
		return w.lang === 'en' ? en : fr;
	}
};

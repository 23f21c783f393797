import { w } from './index.svelte';
import { en } from './mine.en';
import { fr } from './mine.fr';

/** The words of one's own account, apart so that who has none never loads them: `m.t.email.title`. */
export const m = {
	get t(): typeof fr {
		return w.lang === 'en' ? en : fr;
	}
};

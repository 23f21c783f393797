import { en } from './admin.en';
import { fr } from './admin.fr';
import { w } from './index.svelte';

/** The words of those who run the platform, apart so that nobody else loads them: `a.t.mails.title`. */
export const a = {
	get t(): typeof fr {
		return w.lang === 'en' ? en : fr;
	}
};

import { en } from './deep.en';
import { fr } from './deep.fr';
import { w } from './index.svelte';

export type DeepWords = typeof fr;

/** The words of the checkout, of tickets, orders and accounts, which the first pages do not need: `d.t.ticket.title`. */
export const d = {
	get t(): DeepWords {
		return w.lang === 'en' ? en : fr;
	}
};

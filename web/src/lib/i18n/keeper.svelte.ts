import { w } from './index.svelte';
import { en } from './keeper.en';
import { fr } from './keeper.fr';

export type KeeperWords = typeof fr;

/** The words of the shopkeeper's pages, apart so that customers never load them: `k.t.board.title`. */
export const k = {
	get t(): KeeperWords {
		return w.lang === 'en' ? en : fr;
	}
};

import { en } from './device.en';
import { fr } from './device.fr';
import { w } from './index.svelte';

export type DeviceWords = typeof fr;

/** The words about passkeys and alerts, apart so that the first page does not load them: `d.t.passkeys.title`. */
export const d = {
	get t(): DeviceWords {
		return w.lang === 'en' ? en : fr;
	}
};

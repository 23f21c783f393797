import { fr } from './fr';
import { keep, kept } from '$lib/state/kept';

export type Words = typeof fr;
export type Lang = 'fr' | 'en';

/** The words of the interface in the language chosen on this device: `w.t.basket.title`. */
class Language {
	t = $state.raw<Words>(fr);
	lang = $state<Lang>('fr');

	/** Takes the language kept on this device, or else the browser's first. */
	async start(): Promise<void> {
		const wanted = kept<Lang>('lang') ?? (navigator.language.startsWith('fr') || !navigator.language.startsWith('en') ? 'fr' : 'en');
		if (wanted !== this.lang) await this.use(wanted);
	}

	async use(lang: Lang): Promise<void> {
		this.t = lang === 'fr' ? fr : (await import('./en')).en;
		this.lang = lang;
		document.documentElement.lang = lang;
	}

	async choose(lang: Lang): Promise<void> {
		keep('lang', lang);
		await this.use(lang);
	}
}

export const w = new Language();

import { w } from '$lib/i18n/index.svelte';

// Pages are drawn in the browser, except those written ahead by the build, which say so themselves.
export const ssr = false;
export const trailingSlash = 'never';

/** A page is taken over in the language in which it was drawn. */
export async function load(): Promise<void> {
	if (globalThis.document?.documentElement.lang === 'en') await w.use('en');
}

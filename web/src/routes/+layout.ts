import { w } from '$lib/i18n/index.svelte';

// Pages are drawn in the browser, except those written ahead by the build, which say so themselves.
export const ssr = false;
export const trailingSlash = 'never';

/** A page is taken over in the language in which it was drawn. Before that a slow phone gets a moment to answer a finger. */
export async function load(): Promise<void> {
	await new Promise((on) => setTimeout(on));
	if (globalThis.document?.documentElement.lang === 'en') await w.use('en');
}

import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		// Static files that any host of the same site can serve; app.html stands in for every page that is not written ahead.
		adapter: adapter({ pages: 'dist', assets: 'dist', fallback: 'app.html', precompress: true, strict: false }),
		version: { name: process.env.CABAS_VERSION ?? 'development', pollInterval: 0 },
		prerender: { crawl: false, entries: ['/', '/ville/modele', '/boutique/modele', '/produit/modele'] },
		paths: { relative: false },
		// Small sheets go into the page: first paint waits for no file.
		inlineStyleThreshold: 20_000,
		alias: { $ui: 'src/lib/ui' }
	}
};

import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

// In development the API is another process: CABAS_API names it.
const api = process.env.CABAS_API ?? 'http://127.0.0.1:8080';

// What pages share travels in two files, asked for at once: what every page needs, and what one strolls by.
// The rest is as the bundler sees it. A file more costs a far phone more than a file larger.
const frame = /\/src\/routes\/\+layout\.svelte$|\/src\/lib\/(api\/(resource|told)|state\/favourites|ui\/(Button|Card|EmptyState|ErrorState|Skeleton)\.)|\/dom\/blocks\/(each|key)\.js$/;
const stroll = /\/src\/lib\/(parts\/(AddToBasket|FavouriteButton|LegalNotice|opening|ProductCard|ShareButton)|ui\/(Awning|Freshness|Photo|Picture|Slate|Stepper))\./;

export default defineConfig({
	plugins: [sveltekit()],
	server: { proxy: { '/api': api, '/media': api } },
	// What five-year-old browsers run (see DESIGN.md).
	build: {
		minify: 'terser',
		terserOptions: { ecma: 2020, module: true, compress: { passes: 3 } },
		target: ['chrome96', 'firefox94', 'safari15.4'],
		cssTarget: ['chrome96', 'firefox94', 'safari15.4'],
		// Each document names the files of its own page; lists of those of every other page would weigh on the first.
		modulePreload: false,
		rollupOptions: { output: { manualChunks: (id) => (frame.test(id) ? 'frame' : stroll.test(id) ? 'stroll' : undefined) } }
	}
});

import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

// In development the API is another process: CABAS_API names it.
const api = process.env.CABAS_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
	plugins: [sveltekit()],
	server: { proxy: { '/api': api, '/media': api } },
	// What five-year-old browsers run (see DESIGN.md).
	build: {
		target: ['chrome96', 'firefox94', 'safari15.4'],
		cssTarget: ['chrome96', 'firefox94', 'safari15.4'],
		// Each document names the files of its own page; lists of those of every other page would weigh on the first.
		modulePreload: false,
		// Few files rather than many small ones: a phone far from the mast pays for each.
		// Not so few that the first page carries what other pages need.
		rollupOptions: { output: { experimentalMinChunkSize: 3_000 } }
	}
});

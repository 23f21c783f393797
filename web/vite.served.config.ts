import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

const at = (path: string) => new URL(path, import.meta.url).pathname;

// Svelte hashes inline scripts with the host's cryptography, when asked to. We do not ask.
const noHashes: Plugin = {
	name: 'no-hashes',
	enforce: 'pre',
	transform: (_, id) => (/svelte\/src\/internal\/server\/crypto\.js$/.test(id) ? 'export const sha256 = () => { throw new Error("not here"); };' : undefined)
};

// The pages that the server draws whole, as one script for its interpreter (ADR 0030).
export default defineConfig({
	plugins: [noHashes, svelte({ configFile: false, compilerOptions: { runes: true } })],
	publicDir: false,
	resolve: {
		alias: { '#root': at('.svelte-kit/generated/root.svelte'), '$app/state': at('src/served/state.ts'), '$app/env': at('src/served/kit.ts'), '$app/navigation': at('src/served/kit.ts'), 'node:async_hooks': at('src/served/kit.ts'), $lib: at('src/lib'), $ui: at('src/lib/ui') }
	},
	ssr: { noExternal: true, resolve: { conditions: ['svelte', 'node', 'import', 'default'] } },
	build: {
		ssr: 'src/served/render.ts',
		outDir: 'dist/served',
		emptyOutDir: true,
		target: 'es2020',
		rollupOptions: { output: { format: 'iife', inlineDynamicImports: true, entryFileNames: 'render.js' } }
	}
});

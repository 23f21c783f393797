/** The framework's own frame around layouts and pages, which it generates (vite.served.config.ts says where). */
declare module '#root' {
	import type { Component } from 'svelte';
	const Root: Component<Record<string, unknown>>;
	export default Root;
}

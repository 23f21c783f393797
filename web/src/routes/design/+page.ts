import { error } from '@sveltejs/kit';
import { dev } from '$app/environment';

// For those who build Cabas: in development and in the demonstration only.
export function load(): void {
	if (!dev && !document.querySelector('.demo-mark')) error(404);
}

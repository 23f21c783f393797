import type { ClientInit } from '@sveltejs/kit';

// Between reading the app's files and starting it, a slow phone gets a moment to answer a finger.
export const init: ClientInit = () => new Promise((on) => setTimeout(on));

import type { Handle } from '@sveltejs/kit';

// Runs in the build alone: the letters are fetched with the page, not after its styles.
export const handle: Handle = ({ event, resolve }) => resolve(event, { preload: ({ type }) => type !== 'asset' });

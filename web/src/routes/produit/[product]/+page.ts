// The build writes one such page ahead; the server fills it for each address (ADR 0030).
export const prerender = true;
export const ssr = true;

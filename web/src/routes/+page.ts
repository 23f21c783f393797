// The build writes it ahead, without towns; the server fills them in (ADR 0030).
export const prerender = true;
export const ssr = true;

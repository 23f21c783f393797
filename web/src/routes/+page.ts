// Written ahead by the build, so that the first page shows before any script runs.
export const prerender = true;
export const ssr = true;

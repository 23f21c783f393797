// Pages are drawn in the browser, except those written ahead by the build, which say so themselves.
export const ssr = false;
export const trailingSlash = 'never';

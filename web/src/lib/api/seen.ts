/** What was read before, by key, to be shown at once when one comes back to it. */
export const seen = new Map<string, unknown>();

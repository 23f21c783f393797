/** What was read before, by key, to be shown at once when one comes back to it. */
export const seen = new Map<string, unknown>();

let era = 0;

/** Whose readings these are: another after each sign-out. */
export const seenIn = () => era;

/** Forgets all, and what is being read: it is not for who comes next. */
export function forgetSeen(): void {
	seen.clear();
	era++;
}

/** What the picture on a ticket says: which order, and its code. Older tickets say the code alone. */
export function ticketOf(text: string): { order?: string; code: string } | undefined {
	const found = text.trim().match(/^(?:(ord_[0-9a-hjkmnp-tv-z]{26}):)?(\d{4,8})$/);
	return found ? { ...(found[1] ? { order: found[1] } : {}), code: found[2]! } : undefined;
}

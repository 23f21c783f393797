import type { Schema } from '$lib/api/client';
import { w } from '$lib/i18n/index.svelte';
import { clock, day, isToday, longDay, weekday } from '$lib/time';

/** Whether a shop is open, in words: "Ouvert jusqu’à 19 h 30", "Fermé, ouvre demain à 7 h". */
export function opening(shop: Pick<Schema<'ShopSummary'>, 'openNow' | 'opensAt' | 'closesAt' | 'pausedUntil'>): string {
	if (shop.pausedUntil) return w.t.shop.paused(longDay(shop.pausedUntil));
	if (shop.openNow) return shop.closesAt ? w.t.shop.closesAt(clock(shop.closesAt)) : '';
	if (!shop.opensAt) return w.t.shop.closed;
	return w.t.shop.opensAt(isToday(shop.opensAt) ? w.t.shop.at('', clock(shop.opensAt)).trim() : w.t.shop.at(soon(shop.opensAt), clock(shop.opensAt)));
}

/** "demain", "mardi" within the week, else the full date. */
function soon(at: string): string {
	const near = Date.parse(at) - Date.now() < 6 * 86_400_000;
	const text = day(at);
	return near && text !== w.t.time.tomorrow ? weekday(at) : text;
}

import type { Schema } from '$lib/api/client';
import { w } from '$lib/i18n/index.svelte';

// The API writes the moments of a shop as its clock shows them, with the offset
// of its zone: "2026-11-29T17:00:00+01:00". They are read off as they stand,
// wherever the reader is. Moments of the platform end in Z and are shown by the
// clock of the reader's device; days alone, "2026-11-29", are the same for all.
// No table of time zones is loaded for any of it: a phone takes longer for that
// than for drawing a page.

const offsetOf = /([+-])(\d\d):(\d\d)$/;
const dayLong = 86_400_000;
const two = (n: number) => String(n).padStart(2, '0');

/** A moment as a clock on the wall shows it: "2026-11-29T17:00". */
function wall(at: string): string {
	if (at.length <= 10 || offsetOf.test(at)) return at;
	const t = new Date(at);
	return `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}T${two(t.getHours())}:${two(t.getMinutes())}`;
}

/** The day it is now where `at` was written; seen from another zone, an hour off in the night of a change of clocks. */
function todayBy(at: string, now: Date): string {
	const [, sign, h, m] = offsetOf.exec(at) ?? [];
	const minutes = Number(`${sign}1`) * (Number(h) * 60 + Number(m));
	// A device in the same zone knows better than the offset, which changes twice a year.
	if (!sign || minutes === -new Date(at).getTimezoneOffset()) return dayOf(now.toISOString());
	return new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 10);
}

/** The day of a moment, as 2026-11-28. */
export const dayOf = (at: string) => wall(at).slice(0, 10);

/** The day some days after another. */
export const daysAfter = (date: string, days: number) => new Date(Date.parse(date) + days * dayLong).toISOString().slice(0, 10);

/** The day it is at a shop, which its own moments tell; one that has none yet is taken to be where the page is drawn. */
export const todayAt = (shop?: Pick<Schema<'ShopSummary'>, 'opensAt' | 'closesAt' | 'confirmedAt'>, now = new Date()) =>
	todayBy(shop?.opensAt ?? shop?.closesAt ?? shop?.confirmedAt ?? now.toISOString(), now);

/** Whether a moment falls on the day it is now, where it was written. */
export const isToday = (at: string, now = new Date()) => dayOf(at) === todayBy(at, now);

/** "aujourd’hui", "demain" or "samedi 28 novembre". */
export function day(at: string, now = new Date()): string {
	const today = todayBy(at, now);
	if (dayOf(at) === today) return w.t.time.today;
	if (dayOf(at) === daysAfter(today, 1)) return w.t.time.tomorrow;
	return longDay(at);
}

/** "aujourd’hui, samedi 28 novembre", "demain, dimanche 29 novembre", or the day alone: for what is read on another day. */
export const fullDay = (at: string) => (day(at) === longDay(at) ? longDay(at) : `${day(at)}, ${longDay(at)}`);

/** "samedi 28 novembre", "dimanche 1er août": the number stays with its month. */
export function longDay(at: string): string {
	const [, month = 1, date = 1] = dayOf(at).split('-').map(Number);
	return `${weekday(at)} ${w.t.time.date(date)}\u00a0${w.t.time.months[month - 1]}`;
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** The day of the week: "monday" to "sunday". */
export const weekdayOf = (at: string) => weekdays[(new Date(dayOf(at)).getUTCDay() + 6) % 7] as (typeof weekdays)[number];

/** "samedi". */
export const weekday = (at: string) => w.t.time.days[weekdayOf(at)];

/** "sam. 28". */
export const shortDay = (at: string) => `${w.t.time.short(weekday(at))} ${Number(dayOf(at).slice(8))}`;

/** "10 h 30", as French people write it; "10:30" in English. */
export const clock = (at: string) => clockOf(wall(at).slice(11, 16));

/** The same of a time of day, "09:30". */
export function clockOf(time: string): string {
	const [h = '0', m = '00'] = time.split(':');
	if (w.lang !== 'fr') return `${Number(h)}:${m}`;
	return m === '00' ? `${Number(h)}\u00a0h` : `${Number(h)}\u00a0h\u00a0${m}`;
}

/** "17 h – 17 h 30". */
export const span = (s: Pick<Schema<'Slot'>, 'start' | 'end'>) => `${clock(s.start)} – ${clock(s.end)}`;

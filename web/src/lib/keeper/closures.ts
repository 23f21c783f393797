import type { Schema } from '$lib/api/client';
import { daysAfter } from '$lib/time';

/** Days in a row that are alike: closed, or open at the same hours, for the same reason. */
export interface Stretch {
	from: string;
	to: string;
	ranges: Schema<'TimeRange'>[];
	reason?: string;
	dates: string[];
}

/** The longest stretch set at once, in days: a long summer. */
export const longestStretch = 62;

/** Each day from one to another, both included; none when they are in the wrong order. */
export function daysFrom(from: string, to: string): string[] {
	const days: string[] = [];
	for (let d = from; d <= to && days.length <= longestStretch; d = daysAfter(d, 1)) days.push(d);
	return days;
}

/** Exceptional days, in order, as one says them: "du 3 au 24 août" rather than day by day. */
export function stretches(days: Schema<'Closure'>[]): Stretch[] {
	const all: Stretch[] = [];
	for (const { date, ranges, reason } of days) {
		const last = all.at(-1);
		if (last && daysAfter(last.to, 1) === date && (last.reason ?? '') === (reason ?? '') && JSON.stringify(last.ranges) === JSON.stringify(ranges)) {
			last.to = date;
			last.dates.push(date);
		} else all.push({ from: date, to: date, ranges, ...(reason ? { reason } : {}), dates: [date] });
	}
	return all;
}

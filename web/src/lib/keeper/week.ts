import type { Schema } from '$lib/api/client';

/** What many shops keep: a start for those who have said nothing yet. */
export function usualWeek(): Schema<'Week'> {
	const open = () => [{ from: '09:00', to: '12:30' }, { from: '15:00', to: '19:00' }];
	return { monday: [], tuesday: open(), wednesday: open(), thursday: open(), friday: open(), saturday: open(), sunday: [] };
}

/** Whether every opening has both ends, ends after it starts, and starts after the one before. */
export const sound = (ranges: Schema<'TimeRange'>[]) => ranges.every((r, i) => r.from !== '' && r.from < r.to && (i === 0 || ranges[i - 1]!.to <= r.from));

/** An end of the day typed as midnight. */
export const settled = (ranges: Schema<'TimeRange'>[]) => ranges.map((r) => (r.to === '00:00' ? { ...r, to: '24:00' } : { ...r }));

import type { Schema } from '$lib/api/client';

const stamp = (at: string | Date) => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
const plain = (s: string) => s.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');

/** Gives an order's visit to the device's calendar, as a file (RFC 5545). */
export function giveCalendar(order: Schema<'Order'>, where: string, title: string, note: string): void {
	const lines = [
		'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Cabas//FR', 'BEGIN:VEVENT', `UID:${order.id}@cabas`, `DTSTAMP:${stamp(new Date())}`,
		`DTSTART:${stamp(order.slot.start)}`, `DTEND:${stamp(order.slot.end)}`, `SUMMARY:${plain(title)}`, `LOCATION:${plain(where)}`,
		`DESCRIPTION:${plain(note)}`, 'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${plain(title)}`, 'TRIGGER:-PT30M', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', ''
	];
	const address = URL.createObjectURL(new Blob([lines.join('\r\n')], { type: 'text/calendar;charset=utf-8' }));
	const link = Object.assign(document.createElement('a'), { href: address, download: `${order.number}.ics` });
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

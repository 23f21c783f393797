// Where pages are drawn there is no browser. What the app expects of one while
// a page is drawn is here, and no more; all the rest runs in browsers only.

/** The server's clock on a wall in Paris: "2026-11-22 0 19:05", the middle being the day of the week from Sunday. */
declare const wall: (milliseconds: number) => string;

const names = {
	fr: { days: ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'], months: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'] },
	en: { days: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'], months: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] }
};
type Spoken = keyof typeof names;
const spoken = (locale: string): Spoken => (locale.startsWith('fr') ? 'fr' : 'en');

/** Numbers and amounts as Intl.NumberFormat writes them in fr-FR and en-GB. */
class NumberFormat {
	constructor(private locale: string, private how: { style?: string; maximumFractionDigits?: number }) {}
	format(n: number): string {
		const fr = spoken(this.locale) === 'fr';
		const money = this.how.style === 'currency';
		const [whole = '', rest = ''] = Math.abs(n).toFixed(money ? 2 : (this.how.maximumFractionDigits ?? 3)).split('.');
		const part = money ? rest : rest.replace(/0+$/, '');
		const text = whole.replace(/\B(?=(\d{3})+$)/g, fr ? '\u202f' : ',') + (part && (fr ? ',' : '.') + part);
		return (n < 0 ? '-' : '') + (money ? (fr ? `${text}\u00a0€` : `€${text}`) : text);
	}
}

interface Shown {
	dateStyle?: 'short';
	weekday?: 'long' | 'short';
	day?: 'numeric';
	month?: 'long';
	hour?: '2-digit';
}

/** Days and times in Paris as Intl.DateTimeFormat writes those that lib/format.ts asks for. */
class DateTimeFormat {
	constructor(private locale: string, private how: Shown) {}
	format(at: Date): string {
		const [date = '', weekday = '0', time = ''] = wall(at.getTime()).split(' ');
		if (this.how.dateStyle) return date;
		if (this.how.hour) return time;
		const { days, months } = names[spoken(this.locale)];
		const day = days[Number(weekday)] ?? '';
		const parts = [this.how.weekday === 'short' ? `${day.slice(0, 3)}${spoken(this.locale) === 'fr' ? '.' : ''}` : day];
		if (this.how.day) parts.push(String(Number(date.slice(8))));
		if (this.how.month) parts.push(months[Number(date.slice(5, 7)) - 1] ?? '');
		return parts.join(' ');
	}
}

class Nothing {}
Object.assign(globalThis, {
	Intl: { NumberFormat, DateTimeFormat },
	crypto: { getRandomValues: (a: Uint8Array) => a },
	console: { log() {}, warn() {}, error() {} },
	AbortController: Nothing,
	Headers: Nothing,
	Request: Nothing,
	Response: Nothing,
	URL: Nothing
});
export {};

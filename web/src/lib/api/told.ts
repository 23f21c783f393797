import { Refused } from './client';
import type { components, paths } from './schema';
import { w } from '$lib/i18n/index.svelte';

/** What a page's document carried: answers of the API as they are, by address. */
export interface Carried {
	lang: string;
	answers: Record<string, { status: number; body: unknown }>;
}

/** What the document told of something to be read; `more` when the rest of it has to be asked for. */
export interface Told<T> {
	data?: T;
	refused?: Refused;
	more?: boolean;
}

type Read<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer A } } } } } ? A : never;
type Item<P extends keyof paths> = Read<P> extends { items: (infer I)[] } ? I : never;

let carried: Carried | undefined = inDocument();

function inDocument(): Carried | undefined {
	const text = globalThis.document?.getElementById('told')?.textContent;
	return text ? (JSON.parse(text) as Carried) : undefined;
}

/** Takes what a page is drawn from, where it is drawn without a document. */
export const carry = (what: Carried) => (carried = what);

/** The answer to GET `path` that came with the document, if it did: the first paint waits for no call. */
export function told<P extends keyof paths>(path: P, at: Record<string, string> = {}, query = ''): Told<Read<P>> | undefined {
	const found = carried?.lang === w.lang ? carried.answers[path.replace(/\{(\w+)\}/g, (_, name: string) => at[name] ?? '') + query] : undefined;
	if (!found) return undefined;
	return found.status === 200 ? { data: found.body as Read<P> } : { refused: new Refused(found.body as components['schemas']['Problem']) };
}

/** The same of a list's first page. */
export function toldList<P extends keyof paths>(path: P, at: Record<string, string>, query: string): Told<Item<P>[]> | undefined {
	const found = told(path, at, query);
	const list = found?.data as { items: Item<P>[]; next?: string | null } | undefined;
	return list ? { data: list.items, more: Boolean(list.next) } : found && { refused: found.refused };
}

/** What belongs to something: when the document told that there is no such thing, there is nothing to ask for either. */
export const toldOf = <T>(whole: Told<unknown> | undefined, part: Told<T> | undefined): Told<T> | undefined => part ?? (whole?.refused && { refused: whole.refused });

/** Once one goes elsewhere, what the document said is old, and its head another page's. */
export function forget(): void {
	carried = undefined;
	for (const e of document.querySelectorAll('[data-served]')) e.remove();
}

/** Keeps what the document told beside what was asked for, to be read again without network; once the page rests. */
export async function keepTold(): Promise<void> {
	const { answers } = carried ?? {};
	if (!answers || !('caches' in globalThis)) return;
	const rest = () => new Promise<unknown>((resting) => (globalThis.requestIdleCallback ?? setTimeout)(resting));
	await rest();
	const seen = await caches.open('seen');
	for (const [address, { status, body }] of Object.entries(answers)) {
		if (status !== 200) continue;
		await rest();
		await seen.put(`/api/v1${address}`, new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }));
	}
}

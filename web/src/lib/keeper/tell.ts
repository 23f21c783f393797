import { Refused } from '$lib/api/client';
import { w } from '$lib/i18n/index.svelte';

/** What to say of a failure: the words about a field first, then the server's own. Of a code that a customer reads out, the server says it all. */
export function said(e: unknown): string {
	if (!(e instanceof Refused)) return w.t.errors.unknown;
	if (e.code === 'order.wrong_code') return `${e.problem.title} ${e.message}`;
	return e.problem.errors?.[0]?.detail ?? e.message;
}

/** The form the contract wants a version in. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

/** Cents of what one types, "4,90" or "4.9"; undefined when it is no price. */
export function cents(typed: string): number | undefined {
	const text = typed.replace(/[\s\u00a0€]/g, '').replace(',', '.');
	return /^\d{1,6}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : undefined;
}

/** Cents as one types them: "4,90". */
export const typed = (c: number) => (c / 100).toFixed(2).replace('.', w.lang === 'fr' ? ',' : '.');

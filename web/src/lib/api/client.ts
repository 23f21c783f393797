import { untrack } from 'svelte';
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';
import { network } from '$lib/state/network.svelte';
import { session } from '$lib/state/session.svelte';
import { w } from '$lib/i18n/index.svelte';
import { spaced } from '$lib/i18n/typeset';

/** The contract's own types, by name: `Schema<'Shop'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The server's words as the language sets them. */
const set = (words: string) => (w.lang === 'fr' ? spaced(words) : words);

/** What went wrong, as the server said it, or code `offline` when nothing answered. */
export class Refused extends Error {
	constructor(readonly problem: Pick<Schema<'Problem'>, 'code' | 'detail' | 'status'> & Partial<Schema<'Problem'>>) {
		super(set(problem.detail));
	}
	get code(): string {
		return this.problem.code;
	}
	get offline(): boolean {
		return this.problem.code === 'offline';
	}
	get missing(): boolean {
		return this.problem.status === 404;
	}
	/** The words about one field, by JSON pointer. */
	field(pointer: string): string | undefined {
		const said = this.problem.errors?.find((e) => e.pointer === pointer)?.detail;
		return said && set(said);
	}
}

/** Bounds waiting: a call unanswered for so long counts as offline. */
const patience = 15_000;

const client = createClient<paths>({
	baseUrl: '/api/v1',
	querySerializer: { array: { style: 'form', explode: false } },
	fetch: async (request) => {
		const again = request.clone();
		const answer = await send(request);
		const used = request.headers.get('Authorization');
		if (answer.status !== 401 || !used || request.url.endsWith('/sessions')) return answer;
		// A session that was ended elsewhere is noticed here; one that goes on is used again.
		const token = await session.renew(used.replace('Bearer ', ''));
		if (!token) return answer;
		again.headers.set('Authorization', `Bearer ${token}`);
		return send(again);
	}
});

async function send(request: Request): Promise<Response> {
	const waiting = new AbortController();
	const timer = setTimeout(() => waiting.abort(), patience);
	try {
		const answer = await fetch(request, { signal: waiting.signal });
		network.slow = answer.headers.has('X-Seen-Before');
		// The body counts: an answer that is cut short, or stalls, is no answer. A stream has no end to wait for.
		return answer.headers.get('Content-Type')?.includes('json') ? new Response(await answer.arrayBuffer(), answer) : answer;
	} catch {
		throw new Refused({ code: 'offline', status: 0, detail: w.t.offline.failed });
	} finally {
		clearTimeout(timer);
	}
}

const identify: Middleware = {
	async onRequest({ request }) {
		// An effect that asks something is not run again because a token was renewed or the language changed.
		request.headers.set('Accept-Language', untrack(() => w.lang));
		// A session's own calls are made with plain fetch by session itself.
		const token = await untrack(() => session.accessToken());
		if (token) request.headers.set('Authorization', `Bearer ${token}`);
		return request;
	}
};
client.use(identify);

export const api = client;

/** Answers the data of a call, or throws what refused it. */
export async function ask<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
	const { data, error, response } = await call;
	if (response.ok) return data as T;
	const said = error as Partial<Schema<'Problem'>> | undefined;
	throw new Refused({
		...said,
		code: said?.code ?? 'internal',
		detail: said?.detail ?? w.t.errors.unknown,
		status: response.status
	});
}

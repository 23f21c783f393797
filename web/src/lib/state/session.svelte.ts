import type { components } from '$lib/api/schema';
import { forgetSeen } from '$lib/api/seen';
import { keep, kept, onKept } from './kept';

type Tokens = components['schemas']['Tokens'];

/** Asks for new tokens for a refresh token, which is good for one use. */
const exchange = (refreshToken: string | undefined) =>
	fetch('/api/v1/sessions/refresh', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ refreshToken }), keepalive: true });

/**
 * Who is signed in on this device. The access token lives in memory alone; the
 * refresh token, good for one use, is kept so that a reload stays signed in.
 */
class Session {
	#access: Tokens | undefined;
	#refreshing: Promise<void> | undefined;
	#left: (() => void)[] = [];
	#refreshToken = $state<string | undefined>(kept<string>('refresh'));

	constructor() {
		onKept('refresh', () => {
			this.#refreshToken = kept<string>('refresh');
			if (!this.#refreshToken) this.forget();
		});
	}

	get signedIn(): boolean {
		return this.#refreshToken !== undefined;
	}

	/** The session's identifier, once a token was used on this page. */
	get id(): string | undefined {
		return this.#access?.session.id;
	}

	/** Takes the tokens of a sign-in or of a refresh. */
	take(tokens: Tokens): void {
		this.#access = tokens;
		this.#refreshToken = tokens.refreshToken;
		keep('refresh', tokens.refreshToken);
	}

	/** The session is over; what was seen in it is not for who comes next. */
	forget(): void {
		forgetSeen();
		this.#access = undefined;
		this.#refreshToken = undefined;
		keep('refresh', undefined);
	}

	/** Nobody is signed in any more, and what was left under way goes with them. */
	away(): void {
		this.forget();
		keep('who', undefined); // whoever orders next is somebody else
		for (const left of this.#left) left();
	}
	/** Signs out: this device forgets at once, whatever becomes of the page or of the network; the server is told meanwhile. */
	leave(): void {
		const [access, refreshToken] = [this.#access, kept<string>('refresh') ?? this.#refreshToken];
		this.away();
		const end = (t: Tokens) => fetch(`/api/v1/sessions/${t.session.id}`, { method: 'DELETE', headers: { Authorization: `Bearer ${t.accessToken}` }, keepalive: true });
		void (async () => {
			if (access && Date.parse(access.expiresAt) > Date.now() && (await end(access)).status !== 401) return;
			const answer = await exchange(refreshToken);
			if (answer.ok) await end((await answer.json()) as Tokens);
		})().catch(() => undefined);
	}
	onLeave(left: () => void): void {
		this.#left.push(left);
	}

	/** A token good for half a minute at least, or nothing for a guest. */
	async accessToken(): Promise<string | undefined> {
		if (!this.#refreshToken) return undefined;
		if (!this.#access || Date.parse(this.#access.expiresAt) < Date.now() + 30_000) await this.renew();
		return this.#access?.accessToken;
	}

	/** A token other than the one that was refused, or nothing when the session is over. */
	async renew(refused = this.#access?.accessToken): Promise<string | undefined> {
		if (this.#refreshToken && this.#access?.accessToken === refused) {
			this.#refreshing ??= this.#alone(() => this.#refresh()).finally(() => (this.#refreshing = undefined));
			await this.#refreshing;
		}
		return this.#access?.accessToken === refused ? undefined : this.#access?.accessToken;
	}

	/** One tab refreshes at a time, where the browser has locks; elsewhere the server forgives the race. */
	async #alone(job: () => Promise<void>): Promise<void> {
		if (navigator.locks) await navigator.locks.request('cabas.refresh', job);
		else await job();
	}

	async #refresh(): Promise<void> {
		const refreshToken = kept<string>('refresh') ?? this.#refreshToken;
		const answer = await exchange(refreshToken).catch(() => undefined);
		if (!this.#refreshToken) return; // signed out meanwhile
		if (answer?.ok) this.take((await answer.json()) as Tokens);
		else if (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429) this.forget();
	}
}

export const session = new Session();

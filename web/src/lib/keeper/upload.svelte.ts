import { Refused, type Schema } from '$lib/api/client';
import type { paths } from '$lib/api/schema';
import { k } from '$lib/i18n/keeper.svelte';
import { w } from '$lib/i18n/index.svelte';
import { session } from '$lib/state/session.svelte';
import { asText, NoPhoto, shrink } from './shrink';
import { said } from './tell';

/** What shows a photo. */
export type Target = { product: string } | { shop: string };

const route = (to: Target): string => {
	const named: Record<string, keyof paths> = { product: '/products/{productId}/photos', shop: '/shops/{shopId}/photo' };
	return 'product' in to ? named.product!.replace('{productId}', to.product) : named.shop!.replace('{shopId}', to.shop);
};

/** How long an upload may stand still before it counts as lost, in milliseconds. */
const patience = 30_000;

/** Sends a file as it is, and says how far it got: fetch cannot tell that. */
async function send(to: Target, file: Blob, alt: string, progress: (part: number) => void): Promise<Schema<'Photo'>> {
	const token = await session.accessToken();
	return new Promise((done, failed) => {
		const x = new XMLHttpRequest();
		let timer = 0;
		const lost = () => failed(new Refused({ code: 'offline', status: 0, detail: w.t.offline.failed }));
		const wait = () => {
			clearTimeout(timer);
			timer = window.setTimeout(() => x.abort(), patience);
		};
		x.open('POST', `/api/v1${route(to)}?alt=${encodeURIComponent(alt)}`);
		x.setRequestHeader('Content-Type', 'image/jpeg');
		x.setRequestHeader('Accept-Language', w.lang);
		if (token) x.setRequestHeader('Authorization', `Bearer ${token}`);
		x.upload.onprogress = (e) => {
			wait();
			if (e.lengthComputable) progress(e.loaded / e.total);
		};
		x.onerror = x.onabort = lost;
		x.onloadend = () => clearTimeout(timer);
		x.onload = () => {
			let answer: unknown;
			try {
				answer = JSON.parse(x.responseText);
			} catch {
				answer = {};
			}
			if (x.status === 201) done(answer as Schema<'Photo'>);
			else failed(new Refused({ ...(answer as Schema<'Problem'>), code: (answer as Schema<'Problem'>).code ?? 'internal', detail: (answer as Schema<'Problem'>).detail ?? w.t.errors.unknown, status: x.status }));
		};
		wait();
		x.send(file);
	});
}

/** One photo on its way: chosen, made small, sent; sent again when the network is back. */
export class Upload {
	state = $state<'shrinking' | 'ready' | 'sending' | 'failed' | 'done'>('shrinking');
	part = $state(0);
	words = $state('');
	preview = $state('');
	/** That trying again may help. */
	again = $state(false);
	#small: Blob | undefined;
	#made: Promise<void>;

	constructor(file: Blob, readonly name: string) {
		this.#made = this.#shrink(file);
	}

	/** Sends it; answers the photo once it is there, nothing when it failed. */
	async to(target: Target, alt: string): Promise<Schema<'Photo'> | undefined> {
		await this.#made;
		if (!this.#small || this.state === 'sending') return undefined;
		this.state = 'sending';
		this.part = 0;
		this.words = '';
		try {
			const photo = await send(target, this.#small, alt, (part) => (this.part = part));
			this.state = 'done';
			return photo;
		} catch (e) {
			this.state = 'failed';
			this.words = e instanceof Refused && !e.offline ? [e.problem.title, e.message].filter(Boolean).join(' ') : e instanceof Refused ? k.t.photo.lost : said(e);
			this.again = e instanceof Refused && (e.offline || e.problem.status >= 500 || [401, 429].includes(e.problem.status));
			return undefined;
		}
	}

	async #shrink(file: Blob): Promise<void> {
		try {
			this.#small = await shrink(file);
			this.preview = await asText(this.#small);
			this.state = 'ready';
		} catch (e) {
			this.state = 'failed';
			this.words = k.t.photo[e instanceof NoPhoto ? e.why : 'unreadable'];
		}
	}
}

import { api, ask, type Schema } from '$lib/api/client';
import { w } from '$lib/i18n/index.svelte';
import { newId } from '$lib/state/identifier';
import { keep, kept } from '$lib/state/kept';
import { emptyDraft, newProduct, type ProductDraft } from './draft';

interface Kept {
	name: string;
	trade: string;
	line1: string;
	postcode: string;
	town: string;
	product: ProductDraft;
	/** Makes repeating harmless: the same shop and product, however often they are sent. */
	attempt: string;
}

const empty = (): Kept => ({ name: '', trade: '', line1: '', postcode: '', town: '', product: emptyDraft(''), attempt: newId('try') });

/** A shop being opened, kept on the device until it exists, so that nothing typed is lost. */
export class Opening {
	form = $state<Kept>(kept<Kept>('opening') ?? empty());
	towns = $state.raw<Schema<'Town'>[]>();
	/** The postcode whose towns were asked for last. */
	#found: string | undefined;

	constructor() {
		$effect(() => keep('opening', $state.snapshot(this.form)));
	}

	/** The towns of the postcode typed; the only one is chosen by itself. */
	async findTowns(): Promise<void> {
		const postcode = this.form.postcode.trim();
		// The town of another postcode is not this shop's; what was chosen before a reload may be.
		if (this.#found !== undefined && postcode !== this.#found) {
			this.towns = undefined;
			this.form.town = '';
		}
		this.#found = postcode;
		if (!/^\d{5}$/.test(postcode)) return void (this.towns = undefined);
		const { items } = await ask(api.GET('/towns', { params: { query: { postcode, limit: 30 } } }));
		if (postcode !== this.form.postcode.trim()) return;
		this.towns = items;
		if (!items.some((t) => t.insee === this.form.town)) this.form.town = items.length === 1 ? items[0]!.insee : '';
	}

	/** Opens the shop and lists its first product. */
	async send(): Promise<Schema<'Shop'>> {
		const f = this.form;
		const city = this.towns?.find((t) => t.insee === f.town)?.name ?? '';
		const shop = await ask(
			api.POST('/shops', {
				params: { header: { 'Idempotency-Key': `${f.attempt}-shop` } },
				body: { name: f.name.trim(), trade: f.trade, town: f.town, address: { line1: f.line1.trim(), postcode: f.postcode.trim(), city }, contact: { language: w.lang } }
			})
		);
		await ask(
			api.POST('/shops/{shopId}/products', {
				params: { path: { shopId: shop.id }, header: { 'Idempotency-Key': `${f.attempt}-product` } },
				body: newProduct(f.product, f.trade)
			})
		);
		return shop;
	}

	/** Forgets what was typed, once the shop exists. */
	over(): void {
		this.form = empty();
		keep('opening', undefined);
	}
}

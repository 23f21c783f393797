import type { Schema } from '$lib/api/client';
import { newId } from './identifier';
import { keep, kept, onKept } from './kept';

/** One line as it was chosen: enough to show and price it without network. */
export interface Line {
	variantId: string;
	productId: string;
	name: string;
	variantName: string;
	unit: Schema<'Unit'>;
	amount: number;
	step: number;
	minimum: number;
	priceCents: number;
	/** The address of its smallest photo. */
	photo?: string;
}

/** What is chosen in one shop, and how it should reach the customer. */
export interface Part {
	shopId: string;
	slug: string;
	name: string;
	colour: string;
	way: Schema<'Way'>;
	slot?: string;
	note?: string;
	lines: Line[];
}

interface Kept {
	id: string;
	parts: Part[];
}

/** A line of the basket for so much of a product. */
export function lineOf(product: Schema<'Product'>, variant: Schema<'Variant'>, amount: number): Line {
	const photo = product.photos[0]?.sizes[0]?.url;
	return {
		variantId: variant.id, productId: product.id, name: product.name, variantName: variant.name, unit: product.saleUnit,
		amount, step: product.step.amount, minimum: product.minimum.amount, priceCents: variant.priceCents, ...(photo ? { photo } : {})
	};
}

/** What a line costs at the price seen, in cents, rounded half up as the server does. */
export function lineCents(line: Pick<Line, 'unit' | 'amount' | 'priceCents'>): number {
	return line.unit === 'piece' ? line.priceCents * line.amount : Math.floor((line.priceCents * line.amount + 500) / 1000);
}

/**
 * The basket of this device, over several shops. It is a value the device
 * holds: it survives reloads and lost network, and every tab sees the same.
 */
class Basket {
	#held = $state<Kept>(kept<Kept>('basket') ?? { id: newId('bsk'), parts: [] });

	constructor() {
		onKept('basket', () => (this.#held = kept<Kept>('basket') ?? { id: newId('bsk'), parts: [] }));
	}

	get id(): string {
		return this.#held.id;
	}
	get parts(): Part[] {
		return this.#held.parts;
	}
	get count(): number {
		return this.parts.reduce((n, p) => n + p.lines.reduce((m, l) => m + (l.unit === 'piece' ? l.amount : 1), 0), 0);
	}
	get cents(): number {
		return this.parts.reduce((n, p) => n + p.lines.reduce((m, l) => m + lineCents(l), 0), 0);
	}
	get empty(): boolean {
		return this.parts.length === 0;
	}

	/** How much of a variant is in it. */
	amount(variantId: string): number {
		for (const p of this.parts) for (const l of p.lines) if (l.variantId === variantId) return l.amount;
		return 0;
	}

	/** Sets how much of a product's variant is wanted; nothing takes the line out. */
	put(shop: Omit<Part, 'lines' | 'way' | 'slot' | 'note'> & { ways: Schema<'Way'>[] }, line: Line): void {
		let part = this.parts.find((p) => p.shopId === shop.shopId);
		if (!part) {
			const { ways, ...rest } = shop;
			this.parts.push({ ...rest, way: ways[0] ?? 'counter', lines: [] });
			part = this.parts[this.parts.length - 1]!;
		}
		const at = part.lines.findIndex((l) => l.variantId === line.variantId);
		if (line.amount <= 0) {
			if (at >= 0) part.lines.splice(at, 1);
		} else if (at >= 0) part.lines[at] = line;
		else part.lines.push(line);
		this.#tidy();
	}

	/** Changes the amount of a line that is there. */
	change(variantId: string, amount: number): void {
		for (const p of this.parts) {
			const at = p.lines.findIndex((l) => l.variantId === variantId);
			if (at < 0) continue;
			if (amount <= 0) p.lines.splice(at, 1);
			else p.lines[at]!.amount = amount;
		}
		this.#tidy();
	}

	/** Changes how one shop's part is to be handed over. */
	arrange(shopId: string, change: Partial<Pick<Part, 'way' | 'slot' | 'note'>>): void {
		const part = this.parts.find((p) => p.shopId === shopId);
		if (!part) return;
		Object.assign(part, change);
		this.#save();
	}

	/** Takes the prices of a quote as the ones seen. */
	seen(quote: Schema<'Quote'>): void {
		for (const shop of quote.shops)
			for (const q of shop.lines)
				for (const p of this.parts)
					for (const l of p.lines) if (l.variantId === q.variantId && q.status !== 'unavailable') l.priceCents = q.priceCents;
		this.#save();
	}

	/** Starts another, once this one is ordered: with what was put in since, and nothing else. */
	renew(ordered: Schema<'Order'>[]): void {
		const taken = new Map(ordered.flatMap((o) => o.lines).map((l) => [l.variantId, l.quantity.amount]));
		const parts = $state.snapshot(this.parts).map(({ slot, note, ...part }) => ({
			...part,
			lines: part.lines.flatMap((l) => {
				const rest = l.amount - (taken.get(l.variantId) ?? 0);
				return rest > 0 ? [{ ...l, amount: Math.max(rest, l.minimum) }] : [];
			})
		}));
		this.#held = { id: newId('bsk'), parts };
		this.#tidy();
	}

	#tidy(): void {
		this.#held.parts = this.parts.filter((p) => p.lines.length > 0);
		this.#save();
	}
	#save(): void {
		keep('basket', $state.snapshot(this.#held));
	}
}

export const basket = new Basket();

/** What the contract calls this basket's parts, with the delivery address where one is needed. */
export function asked(parts: Part[], address?: Schema<'DeliveryAddress'>): Schema<'QuotedShopRequest'>[] {
	return parts.map((p) => ({
		shopId: p.shopId,
		way: p.way,
		...(p.way === 'delivery' && address ? { deliveryAddress: address } : {}),
		...(p.slot ? { slot: { start: p.slot } } : {}),
		lines: p.lines.map((l) => ({ variantId: l.variantId, quantity: { unit: l.unit, amount: l.amount } }))
	}));
}

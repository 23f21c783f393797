import type { Schema } from '$lib/api/client';

/** A shop's place on a plan. */
export interface Spot {
	shop: Schema<'ShopSummary'>;
	x: number;
	y: number;
}

/** Ink or chalk, whichever is read better on a colour written "#rrggbb". */
export function inkOn(colour: string): string {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
	return r * 0.299 + g * 0.587 + b * 0.114 > 150 ? '#26221c' : '#fff';
}

export const planSize = { width: 360, height: 260 };
const margin = 26;
const apart = 34;

/**
 * Where shops stand on a plain plan: north up, in proportion, the middle half
 * of them filling most of it; who is far out stands at the edge, and neighbours
 * step aside until each can be touched.
 */
export function spots(shops: Schema<'ShopSummary'>[]): Spot[] {
	const placed = shops.flatMap((shop) => (shop.position ? [{ shop, x: shop.position.lon * Math.cos((shop.position.lat * Math.PI) / 180), y: -shop.position.lat }] : []));
	if (placed.length === 0) return [];
	const middle = (of: number[]) => [...of].sort((a, b) => a - b)[of.length >> 1]!;
	const [cx, cy] = [middle(placed.map((p) => p.x)), middle(placed.map((p) => p.y))];
	const reach = middle(placed.map((p) => Math.hypot(p.x - cx, p.y - cy))) * 2.2 || 1;
	const { width, height } = planSize;
	const scale = (Math.min(width, height) / 2 - margin) / reach;
	const within = (s: Spot) => {
		s.x = Math.min(width - margin, Math.max(margin, s.x));
		s.y = Math.min(height - margin, Math.max(margin, s.y));
	};
	const out = placed.map((p) => ({ shop: p.shop, x: width / 2 + (p.x - cx) * scale, y: height / 2 + (p.y - cy) * scale }));
	for (let turn = 0; turn < 60; turn++) {
		for (const [i, a] of out.entries())
			for (const b of out.slice(i + 1)) {
				const [dx, dy] = [b.x - a.x || 0.01 * (i + 1), b.y - a.y || 0.01];
				const push = (apart - Math.hypot(dx, dy)) / 2;
				if (push <= 0) continue;
				const k = push / Math.hypot(dx, dy);
				a.x -= dx * k;
				a.y -= dy * k;
				b.x += dx * k;
				b.y += dy * k;
			}
		out.forEach(within);
	}
	return out;
}

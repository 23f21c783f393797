/** One shape of a drawing on a 48 × 48 sheet: its path, and its fill or line colour. */
export type Shape = { d: string; fill?: string; line?: string; w?: number };

const crust = '#c8853f';
const leaf = '#4f8a4a';

/** Our own drawings, one for each family of trades. */
const families = {
	bread: [
		{ d: 'M6 30c-2-8 6-16 18-18s20 4 20 11c0 5-3 8-6 8l-1 5c-1 3-3 4-6 4H13c-4 0-6-4-7-10Z', fill: crust },
		{ d: 'M14 19l4 8M22 16l4 9M30 15l3 9', line: '#f3d9a8', w: 3 }
	],
	meat: [
		{ d: 'M8 22c0-9 8-14 17-13 10 1 16 8 15 17-1 8-8 14-17 13-9 0-15-8-15-17Z', fill: '#b5483c' },
		{ d: 'M13 23c0-6 5-9 11-9s10 5 10 10-4 9-10 9-11-4-11-10Z', fill: '#e08a78' },
		{ d: 'M20 23a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z', fill: '#f7efe2' }
	],
	cheese: [
		{ d: 'M5 30L36 11c5 2 8 7 8 13v6Z', fill: '#f0c04f' },
		{ d: 'M5 30h39v9H5Z', fill: '#dfa636' },
		{ d: 'M18 27a3 3 0 1 0 6 0a3 3 0 1 0-6 0ZM31 22a3 3 0 1 0 6 0a3 3 0 1 0-6 0ZM13 35a2 2 0 1 0 4 0a2 2 0 1 0-4 0Z', fill: '#b9801f' }
	],
	fruit: [
		{ d: 'M24 15c-4-4-17-2-17 10 0 9 7 17 12 17 2 0 3-1 5-1s3 1 5 1c5 0 12-8 12-17 0-12-13-14-17-10Z', fill: '#c23b2e' },
		{ d: 'M24 16c0-5 2-9 6-11', line: '#6b4a2a', w: 3 },
		{ d: 'M26 11c3-6 9-6 12-5-1 5-6 8-12 5Z', fill: leaf },
		{ d: 'M12 24c0-4 3-6 5-6', line: '#f0a59a', w: 3 }
	],
	farm: [
		{ d: 'M17 17l15 6-14 19c-2 2-5 1-6-2Z', fill: '#e0802f' },
		{ d: 'M15 29l5 2M17 36l3 1M20 24l5 2', line: '#b45f1a', w: 2 },
		{ d: 'M24 19c-2-8 2-13 5-15 2 4 1 8-1 12 4-6 9-7 13-7-1 5-5 9-11 9 4 0 7 2 8 4-5 2-10 1-14-3Z', fill: leaf }
	],
	fish: [
		{ d: 'M4 24c7-11 21-13 30-3l9-7c-1 7-1 13 0 20l-9-7C25 37 11 35 4 24Z', fill: '#5b8ea6' },
		{ d: 'M11 22a2 2 0 1 0 4 0a2 2 0 1 0-4 0Z', fill: '#fff' },
		{ d: 'M20 17c3 4 3 10 0 14M26 18c2 4 2 9 0 12', line: '#cfe3ea', w: 2 }
	],
	cup: [
		{ d: 'M8 18h27v12c0 6-5 10-13 10S8 36 8 30Z', fill: '#f4ead9' },
		{ d: 'M35 21h3a6 6 0 0 1 0 12h-4', line: '#f4ead9', w: 4 },
		{ d: 'M8 18h27v5H8Z', fill: '#5a3826' },
		{ d: 'M16 12c-2-3 2-4 0-7M25 12c-2-3 2-4 0-7', line: '#9c8d78', w: 2.5 }
	],
	bottle: [
		{ d: 'M20 4h8v12c0 3 5 5 5 11v14c0 2-1 3-3 3H18c-2 0-3-1-3-3V27c0-6 5-8 5-11Z', fill: '#3f5d3a' },
		{ d: 'M15 28h18v10H15Z', fill: '#f4ead9' },
		{ d: 'M19 4h10v6H19Z', fill: '#8c2f3f' },
		{ d: 'M19 32h10', line: '#8c2f3f', w: 2 }
	],
	jar: [
		{ d: 'M12 14h24v25c0 3-2 5-5 5H17c-3 0-5-2-5-5Z', fill: '#dfe8e4' },
		{ d: 'M12 25h24v14c0 3-2 5-5 5H17c-3 0-5-2-5-5Z', fill: '#d29b4a' },
		{ d: 'M10 7h28v7H10Z', fill: '#8a6a45' },
		{ d: 'M18 31l3 3M26 30l3 3M22 37l3 3M30 36l2 2', line: '#a8702a', w: 3 }
	],
	flower: [
		{ d: 'M24 22v22M24 36c-5 0-8-3-9-7 5 0 8 3 9 7ZM24 38c5 0 8-3 9-7-5 0-8 3-9 7Z', fill: leaf, line: leaf, w: 3 },
		{ d: 'M24 17c-3-3-4-8 0-13 4 5 3 10 0 13ZM24 17c-4 0-9-1-11-7 6-1 10 3 11 7ZM24 17c4 0 9-1 11-7-6-1-10 3-11 7ZM24 17c-3 2-5 6-3 11 5-2 6-7 3-11ZM24 17c-1 4 1 8 6 10 1-5-2-9-6-10Z', fill: '#d4688a' },
		{ d: 'M20 17a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z', fill: '#f4c95d' }
	],
	book: [
		{ d: 'M8 8h14c2 0 3 1 3 3v31c0-2-2-3-4-3H8Z', fill: '#3f6f8f' },
		{ d: 'M40 8H28c-2 0-3 1-3 3v31c0-2 2-3 4-3h11Z', fill: '#2f5570' },
		{ d: 'M13 16h7M13 22h7M30 16h6M30 22h6', line: '#f4ead9', w: 2.5 }
	],
	tool: [
		{ d: 'M26 16l6 6-19 20c-2 2-4 2-6 0s-2-4 0-6Z', fill: '#b5783f' },
		{ d: 'M18 12c6-7 13-7 18-4l-3 4 8 8 4-2-6 12-6-2-15-15Z', fill: '#6d7679' }
	],
	thread: [
		{ d: 'M24 12c-4 0-4-6 0-6 3 0 4 3 2 5l-2 3', line: '#6d7679', w: 3 },
		{ d: 'M24 14L42 28c3 3 2 6-2 6H8c-4 0-5-3-2-6Z', fill: '#a46a8c' },
		{ d: 'M14 34h20v8H14Z', fill: '#8a5474' }
	],
	basket: [
		{ d: 'M14 22v-4a10 10 0 0 1 20 0v4', line: '#8a6a45', w: 3 },
		{ d: 'M6 20h36l-4 20c0 2-2 4-4 4H14c-2 0-4-2-4-4Z', fill: '#c69a6a' },
		{ d: 'M8 27h32M10 35h28M18 20l2 24M30 20l-2 24', line: '#8a6a45', w: 2 }
	]
} satisfies Record<string, Shape[]>;

const familyOf: Record<string, keyof typeof families> = {
	bakery: 'bread', butcher: 'meat', cheese: 'cheese', greengrocer: 'fruit', producer: 'farm', fish: 'fish', caterer: 'meat',
	coffee_chocolate: 'cup', wine: 'bottle', brewery: 'bottle', grocery: 'jar', bulk: 'jar', organic: 'farm', restaurant: 'cup',
	flowers: 'flower', garden: 'flower', books: 'book', press: 'book', hardware: 'tool', repair: 'tool', sport: 'tool', electronics: 'tool',
	fashion: 'thread', shoes: 'thread', haberdashery: 'thread'
};

/** The drawing of a trade; a basket for a trade without its own. */
export const drawingOf = (trade: string): Shape[] => families[familyOf[trade] ?? 'basket'];

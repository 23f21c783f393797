/** The names of the drawings in static/drawings.svg, which pages share as one file. */
type Drawing = 'bread' | 'meat' | 'cheese' | 'fruit' | 'farm' | 'fish' | 'cup' | 'bottle' | 'jar' | 'flower' | 'book' | 'tool' | 'thread' | 'basket';

const familyOf: Record<string, Drawing> = {
	bakery: 'bread', butcher: 'meat', cheese: 'cheese', greengrocer: 'fruit', producer: 'farm', fish: 'fish', caterer: 'meat',
	coffee_chocolate: 'cup', wine: 'bottle', brewery: 'bottle', grocery: 'jar', bulk: 'jar', organic: 'farm', restaurant: 'cup',
	flowers: 'flower', garden: 'flower', books: 'book', press: 'book', hardware: 'tool', repair: 'tool', sport: 'tool', electronics: 'tool',
	fashion: 'thread', shoes: 'thread', haberdashery: 'thread'
};

/** Where the drawing of a trade is; a basket for a trade without its own. */
export const drawingOf = (trade: string) => `/drawings.svg#${familyOf[trade] ?? 'basket'}`;

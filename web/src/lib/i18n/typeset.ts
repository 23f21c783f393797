const fine = '\u202f';

/** French as printers set it: a fine space that never breaks before : ; ? ! », after «, and between a number and its unit; curved apostrophes. */
export const spaced = (text: string): string =>
	text
		.replace(/ ([:;?!»])/g, `${fine}$1`)
		.replace(/« /g, `«${fine}`)
		.replace(/(\d) (?=(?:€|%|h|min|km|m|kg|g|cl|px)(?![\wà-ÿ]))/g, `$1${fine}`)
		.replace(/([A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])/g, '$1’');

/** The same of all the words of a part of the interface, those that are made from others included; each when it is first read, for a page reads few. */
export function typeset<T>(words: T): T {
	if (typeof words === 'string') return spaced(words) as T;
	if (typeof words === 'function') return ((...of: unknown[]) => typeset((words as unknown as (...of: unknown[]) => unknown)(...of))) as T;
	if (Array.isArray(words)) return words.map(typeset) as T;
	if (typeof words !== 'object' || words === null) return words;
	const read = {} as T;
	for (const name of Object.keys(words))
		Object.defineProperty(read, name, {
			enumerable: true,
			configurable: true,
			get() {
				const value = typeset(words[name as keyof T]);
				Object.defineProperty(read, name, { value, enumerable: true });
				return value;
			}
		});
	return read;
}

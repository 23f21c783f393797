/**
 * Letters that were not there when the document was first shown are not shown
 * in it later, so that nothing jumps. Once they have come, they are: from the
 * next page on, when all changes anyway.
 */
export async function lateLetters(): Promise<() => void> {
	const late = await Promise.all(['1em "Fraunces late"', '1em "Atkinson late"'].map((font) => document.fonts.load(font))).catch(() => []);
	return () => document.documentElement.classList.toggle('late', late.length > 0 && late.every((faces) => faces.length > 0));
}

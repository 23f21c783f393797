/** The colours of both schemes as the sheet of the app has them: `scheme.light.ink`. */
export function schemes(sheets: Iterable<CSSStyleSheet>): { light: Record<string, string>; dark: Record<string, string> } {
	const found = { light: {} as Record<string, string>, dark: {} as Record<string, string> };
	const take = (rules: CSSRuleList, into: Record<string, string>) => {
		for (const rule of rules) {
			if (rule instanceof CSSMediaRule && /dark/.test(rule.conditionText)) take(rule.cssRules, found.dark);
			if (!(rule instanceof CSSStyleRule) || rule.selectorText !== ':root') continue;
			for (const name of rule.style) if (name.startsWith('--')) into[name.slice(2)] = rule.style.getPropertyValue(name).trim();
		}
	};
	for (const sheet of sheets) take(sheet.cssRules, found.light);
	found.dark = { ...found.light, ...found.dark };
	return found;
}

/** The contrast of two colours written "#rrggbb" or "#rgb", as WCAG reckons it: from 1 to 21. */
export function contrast(a: string, b: string): number {
	const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
	const full = hex.length === 4 ? hex.replace(/[^#]/g, '$&$&') : hex;
	const [r, g, b] = [1, 3, 5].map((at) => {
		const part = parseInt(full.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** What stands on what, what for, and how much contrast it must have. */
export const pairs: [on: string, ground: string, what: string, least: number][] = [
	['ink', 'ground', 'Texte', 7],
	['ink', 'card', 'Texte sur une feuille', 7],
	['soft', 'ground', 'Texte second', 4.5],
	['soft', 'sunk', 'Texte second, pied de page', 4.5],
	['on-basil', 'basil', 'Ce que l’on fait', 4.5],
	['basil', 'basil-wash', 'Ce qui va', 4.5],
	['basil', 'ground', 'Ouvert, vérifié', 4.5],
	['brick', 'ground', 'Ce qui ne va pas', 4.5],
	['brick', 'brick-wash', 'Refusé, épuisé', 4.5],
	['on-butter', 'butter', 'À remarquer', 4.5],
	['link', 'ground', 'Lien', 4.5],
	['chalk', 'slate', 'Prix à la craie', 7],
	['chalk-soft', 'slate', 'Prix au kilo', 4.5],
	['line', 'card', 'Bord d’un champ', 3],
	['line', 'ground', 'Bord d’un champ sur le lin', 3]
];

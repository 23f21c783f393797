import { d } from '$lib/i18n/device.svelte';

/** What one would call this device in a list of one's own: "Téléphone, Firefox". */
export function deviceName(agent = navigator.userAgent): string {
	const kind = /iPad|Tablet/.test(agent) || (/Android/.test(agent) && !/Mobile/.test(agent)) ? 'tablet' : /Mobi|iPhone/.test(agent) ? 'phone' : 'computer';
	const browser = [['Edg', 'Edge'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']].find(([mark]) => agent.includes(mark!))?.[1];
	return [d.t.passkeys.kinds[kind], browser].filter(Boolean).join(', ');
}

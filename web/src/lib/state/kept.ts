/** That the device refused once: what pages hold is newer than what it keeps. */
let refused = false;

/** What this device keeps. A device that refuses to keep (private windows, full) loses nothing else. */
export function keep(name: string, value: unknown): void {
	try {
		if (value === undefined) localStorage.removeItem(`cabas.${name}`);
		else localStorage.setItem(`cabas.${name}`, JSON.stringify(value));
	} catch {
		refused = true; // kept in memory only
	}
}

/** What was kept under a name, or undefined. */
export function kept<T>(name: string): T | undefined {
	try {
		const text = globalThis.localStorage?.getItem(`cabas.${name}`);
		return text ? (JSON.parse(text) as T) : undefined;
	} catch {
		return undefined;
	}
}

/** Calls back when another tab of this device changed what is kept under a name, and when a page comes back that slept meanwhile. */
export function onKept(name: string, changed: () => void): void {
	globalThis.window?.addEventListener('storage', (e) => {
		if (e.key === `cabas.${name}`) changed();
	});
	globalThis.window?.addEventListener('pageshow', (e) => {
		if (e.persisted && !refused) changed();
	});
}

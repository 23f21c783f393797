/** How long to wait before the next attempt, in milliseconds: longer each time, up to half a minute, and never all at once. */
export const backoff = (tries: number) => Math.min(30_000, 1000 * 2 ** tries) * (0.5 + Math.random() / 2);

/** Resolves at the first of these events, when stopped, or after so many milliseconds where they are given. */
function first(stop: AbortSignal, of: [EventTarget, string][], ms?: number): Promise<void> {
	return new Promise((resolve) => {
		const timer = ms === undefined ? undefined : setTimeout(done, ms);
		const all = [...of, [stop, 'abort'] as [EventTarget, string]];
		function done() {
			clearTimeout(timer);
			for (const [target, name] of all) target.removeEventListener(name, done);
			resolve();
		}
		for (const [target, name] of all) target.addEventListener(name, done);
		if (stop.aborted) done();
	});
}

/** Waits; network that comes back cuts it short. */
export const pause = (stop: AbortSignal, ms: number) => first(stop, [[window, 'online']], ms);

/** Waits until somebody comes back to the page. */
export const lookedAt = (stop: AbortSignal) => first(stop, [[window, 'focus'], [document, 'visibilitychange']]);

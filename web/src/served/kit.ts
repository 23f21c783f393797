// Stands for what of the framework a drawn page imports but never runs.
const nowhere = () => {
	throw new Error('nobody goes anywhere while a page is drawn');
};
export const browser = false;
export const goto = nowhere;
export const pushState = nowhere;
export const replaceState = nowhere;
export const invalidateAll = nowhere;
export const afterNavigate = () => {};
export const beforeNavigate = () => {};

/** Drawing is synchronous: what belongs to one drawing needs no storage of its own. */
export class AsyncLocalStorage {
	run<T>(_: unknown, f: () => T): T {
		return f();
	}
	getStore(): undefined {}
}

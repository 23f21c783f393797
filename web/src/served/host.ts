// Where pages are drawn there is no browser. What the app expects of one while
// a page is drawn is here, and no more; all the rest runs in browsers only.

class Nothing {}
Object.assign(globalThis, {
	crypto: { getRandomValues: (a: Uint8Array) => a },
	console: { log() {}, warn() {}, error() {} },
	AbortController: Nothing,
	Headers: Nothing,
	Request: Nothing,
	Response: Nothing,
	URL: Nothing
});
export {};

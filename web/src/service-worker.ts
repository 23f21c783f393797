/// <reference types="@sveltejs/kit" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';

// The shell and what was last seen, for when there is no network. Nothing that
// needs a sign-in or a secret is kept here: tickets and the basket are the
// page's own.
const sw = self as unknown as ServiceWorkerGlobalScope;
const shell = `shell-${version}`;
const seen = 'seen';
const pictures = 'pictures';
const page = '/app-shell';
const most = 200;
/** How long one waits for the network, in milliseconds, where something was kept. */
const patience = 4_000;

sw.addEventListener('install', (event) => {
	event.waitUntil(
		caches.open(shell).then(async (cache) => {
			await cache.addAll([...build, ...files]);
			// Any page's document is the shell: the app draws itself from the address.
			const sheet = await fetch('/panier', { headers: { Accept: 'text/html' } });
			if (sheet.ok) await cache.put(page, sheet);
		})
	);
	void sw.skipWaiting();
});

sw.addEventListener('activate', (event) => {
	// A page that is open goes on with the scripts it began with: the shell before this one stays.
	event.waitUntil(caches.keys().then((names) => Promise.all([...names.filter((n) => n.startsWith('shell-') && n !== shell).slice(0, -1), ...names.filter((n) => !n.startsWith('shell-') && n !== seen && n !== pictures)].map((n) => caches.delete(n)))));
	void sw.clients.claim();
});

sw.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== sw.location.origin) return;
	if (request.mode === 'navigate') {
		if (!/^\/(api|demo|problems|pages)(\/|$)/.test(url.pathname)) event.respondWith(sheet(request));
	} else if (url.pathname.startsWith('/_app/immutable/') || build.includes(url.pathname) || files.includes(url.pathname)) {
		event.respondWith(caches.match(request.url).then((held) => held ?? fetch(request)));
	} else if (url.pathname.startsWith('/media/')) {
		event.respondWith(lasting(request));
	} else if (/^\/api\/v1\/(towns|shops|products|trades)/.test(url.pathname) && !request.headers.has('Authorization')) {
		event.respondWith(newest(request));
	}
});

// An alert about an order: shown even while no page is open, and what it opens.
sw.addEventListener('push', (event) => {
	const told = read(event.data);
	if (told) event.waitUntil(sw.registration.showNotification(told.title, { body: told.body, tag: told.tag, icon: '/icon-192.png', data: told.path }));
});

sw.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(visit(String(event.notification.data)));
});

/** What the server sealed for this device; nothing else is shown, nor a page of another site opened. */
function read(data: PushMessageData | null): { title: string; body: string; path: string; tag: string } | undefined {
	try {
		const told = data?.json() as Record<string, unknown>;
		const [title, body, path, tag] = [told.title, told.body, told.path, told.tag].map(String) as [string, string, string, string];
		return { title, body, tag, path: /^\/[^/\\]/.test(path) ? path : '/' };
	} catch {
		return undefined;
	}
}

/** The page of the alert, in the window that is open already where there is one. */
async function visit(path: string): Promise<void> {
	const [open] = await sw.clients.matchAll({ type: 'window', includeUncontrolled: true });
	const moved = await open?.navigate(path).catch(() => null);
	if (moved) await moved.focus();
	else await sw.clients.openWindow(path);
}

/** The page at an address; the shell, which draws itself from what is kept, while there is no network or hardly any. */
async function sheet(request: Request): Promise<Response> {
	const held = await (await caches.open(shell)).match(page);
	return held ? soon(fetch(request), held) : fetch(request);
}

/** The network's answer, kept; without network, or after waiting long enough for it, the last one seen, marked so. */
async function newest(request: Request): Promise<Response> {
	const cache = await caches.open(seen);
	const held = await cache.match(request, { ignoreVary: true });
	const answer = fetch(request).then(async (answer) => {
		if (answer.ok) await put(cache, request, answer);
		return answer;
	});
	if (!held) return answer;
	const headers = new Headers(held.headers);
	headers.set('X-Seen-Before', '1');
	return soon(answer, new Response(held.body, { status: held.status, headers }));
}

/** The answer if it comes soon enough, else what was kept. */
const soon = (answer: Promise<Response>, kept: Response): Promise<Response> =>
	Promise.race([answer.catch(() => kept), new Promise<Response>((done) => setTimeout(() => done(kept), patience))]);

/** A photo, which never changes under its address: the one kept, or the network's. */
async function lasting(request: Request): Promise<Response> {
	const cache = await caches.open(pictures);
	const held = await cache.match(request.url);
	if (held) return held;
	const answer = await fetch(request);
	if (answer.status === 200) await put(cache, request, answer);
	return answer;
}

/** Keeps an answer, and lets the oldest go. */
async function put(cache: Cache, request: Request, answer: Response): Promise<void> {
	await cache.put(request, answer.clone());
	const keys = await cache.keys();
	await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((k) => cache.delete(k)));
}

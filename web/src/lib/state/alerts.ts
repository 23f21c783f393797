import { api, ask } from '$lib/api/client';

/** Whether this device takes alerts: `unable` cannot, `refused` was told not to in the browser's settings. */
export type Alerting = 'unable' | 'refused' | 'off' | 'on';

/** What stands in the way or not, as browser and server both say. */
export async function alerting(): Promise<Alerting> {
	if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'unable';
	if (Notification.permission === 'denied') return 'refused';
	const held = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
	if (!held || Notification.permission !== 'granted') return 'off';
	const { on, endpoint } = await ask(api.GET('/me/alerts'));
	return on && endpoint === held.endpoint ? 'on' : 'off';
}

/** Asks the person, then the push service, then the server. It must begin with a tap. */
export async function turnOn(): Promise<Alerting> {
	if ((await Notification.requestPermission()) !== 'granted') return Notification.permission === 'denied' ? 'refused' : 'off';
	const { publicKey } = await ask(api.GET('/me/alerts'));
	const { pushManager } = await navigator.serviceWorker.ready;
	const held = await pushManager.getSubscription();
	if (held && text(held.options.applicationServerKey) !== publicKey) await held.unsubscribe();
	const given = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(publicKey) });
	await ask(api.PUT('/me/alerts', { body: { endpoint: given.endpoint, key: text(given.getKey('p256dh')), auth: text(given.getKey('auth')) } }));
	return 'on';
}

export async function turnOff(): Promise<Alerting> {
	await ask(api.DELETE('/me/alerts'));
	const held = await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();
	await held?.unsubscribe();
	return 'off';
}

const bytes = (base64url: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
const text = (raw: ArrayBuffer | null): string => btoa(String.fromCharCode(...new Uint8Array(raw ?? []))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

/** Whether the device believes it has network. */
class Network {
	online = $state(globalThis.navigator?.onLine ?? true);

	constructor() {
		globalThis.window?.addEventListener('online', () => (this.online = true));
		globalThis.window?.addEventListener('offline', () => (this.online = false));
	}
}

export const network = new Network();

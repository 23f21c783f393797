/** Whether the device has network: as it believes, and as what was answered shows. */
class Network {
	online = $state(globalThis.navigator?.onLine ?? true);
	/** Whether the last answer was one kept from before, the network being too slow. */
	slow = $state(false);

	constructor() {
		globalThis.window?.addEventListener('online', () => (this.online = true));
		globalThis.window?.addEventListener('offline', () => (this.online = false));
	}
}

export const network = new Network();

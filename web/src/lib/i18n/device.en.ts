import type { DeviceWords } from './device.svelte';

/** Passkeys and alerts in English. */
export const en: DeviceWords = {
	alerts: {
		turnOn: 'Get alerts on this phone',
		turnOff: 'No more alerts',
		on: 'This phone alerts you, even while it is locked.',
		shop: 'For each new order, even when the screen is off.',
		customer: 'When a shop accepts, prepares or refuses your order.',
		unable: 'This browser takes no alerts. On an iPhone, first add Cabas to the home screen. E-mails come in any case.',
		refused: 'Alerts are refused for this site: allow notifications in the browser’s settings. E-mails come in any case.',
		failed: 'This browser’s alert service did not answer. E-mails come in any case.'
	},
	passkeys: {
		title: 'Passkeys',
		what: 'A passkey stands in for the code: you unlock it with your finger, your face or the code of your phone. It stays in the device, and there is nothing to remember.',
		add: 'Use this phone to sign in',
		added: 'Done: this device signs you in with one gesture.',
		signIn: 'Sign in with this phone',
		signInWhy: 'With your finger, your face or the unlock code, if you set it up in “My account”.',
		or: 'or by e-mail',
		used: (day: string) => `Used ${day}`,
		never: 'Not used yet',
		suspect: 'It may have been copied and opens nothing any more. Remove it.',
		remove: (name: string) => `Remove the passkey: ${name}`,
		removeShort: 'Remove',
		removed: (name: string) => `${name}: the passkey is removed.`,
		unsupported: 'This browser cannot use passkeys. The code by e-mail works everywhere.',
		givenUp: 'Nothing was confirmed on this device. Try again, or sign in another way.',
		already: 'This device has a passkey for your account already.',
		kinds: { phone: 'Phone', tablet: 'Tablet', computer: 'Computer' }
	}
};

import type { fr } from './mine.fr';

/** The words of one's own account, in English. */
export const en: typeof fr = {
	name: { title: 'Your name', change: 'Change the name', next: 'What you are called', done: 'Noted.' },
	email: {
		title: 'Your e-mail address',
		verified: 'Verified',
		unverified: 'Not verified yet',
		verify: 'Verify my address',
		change: 'Change address',
		next: 'The new address',
		send: 'Get a code',
		sent: (to) => `A six-digit code is on its way to ${to}. It is good for one hour.`,
		code: 'The six digits',
		confirm: 'Confirm',
		done: 'Your address is confirmed.',
		changed: 'Your address was changed. Your other devices are signed out.',
		linkTitle: 'Confirm your address',
		linkWhy: 'The code of the message is here already: you only have to confirm.',
		noCode: 'This link is incomplete. Open it from the message, or type the code in your account.'
	},
	password: {
		title: 'Password',
		none: 'You sign in with a code sent by e-mail. A password is optional.',
		some: 'Your account has a password. The code by e-mail still works.',
		current: 'Current password',
		next: 'New password',
		rule: 'Ten characters at least. A short sentence does well.',
		set: 'Set a password',
		change: 'Change password',
		remove: 'Remove the password',
		save: 'Save',
		done: 'Saved. Your other devices are signed out.',
		forgot: 'Forgot your password?',
		use: 'Sign in by password',
		useCode: 'Sign in by code'
	},
	reset: {
		title: 'Another password',
		why: 'A link is sent to your address. It is good for one hour and works once.',
		send: 'Get the link',
		sent: (to) => `If there is an account at ${to}, the link is on its way. It is good for one hour.`,
		choose: 'Choose a password',
		chooseWhy: 'All your devices will be signed out, but this one.',
		save: 'Save and enter',
		done: 'Your password was changed.',
		again: 'Ask for another link'
	},
	proof: {
		title: 'Confirm that it is you',
		why: 'This protects your account if your device was left open.',
		password: 'Your password',
		withCode: 'Get a code instead',
		code: 'The code sent by e-mail',
		send: 'Get a code',
		confirm: 'Confirm'
	},
	data: {
		title: 'Your data',
		why: 'Everything the platform keeps about you, in one file.',
		take: 'Download my data',
		file: 'my-cabas-data.json',
		remove: 'Delete my account',
		removeTitle: 'Delete your account?',
		removeWhy: 'Your account, devices, messages and invitations are erased at once, for good. Your orders stay in the accounts of the shops, without your name.',
		removeYes: 'Delete for ever',
		keep: 'Keep my account',
		removed: 'Your account is deleted.'
	},
	acts: {
		title: 'What was done to your account',
		why: 'By you with rights of the platform, or by an administrator.',
		by: (name) => `by ${name}`,
		of: {
			'account.roles_changed': 'Roles changed',
			'account.viewed': 'Account looked up',
			'account.acted_for': 'Somebody acted on your behalf',
			'account.acted': 'Done on your behalf',
			'account.passkey_added': 'Passkey added',
			'account.passkey_removed': 'Passkey removed',
			'account.passkey_suspect': 'Passkey blocked'
		}
	},
	admin: 'What is waiting on the platform',
	forget: 'Never mind'
};

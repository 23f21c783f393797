import type { fr } from './admin.fr';

/** The words of those who run the platform, in English. */
export const en: typeof fr = {
	title: 'What is waiting',
	why: 'Letters that could not leave, and what happened without everybody being told.',
	alone: 'You run the platform: protect your account with a passkey. From then on, a stolen code or password is no longer enough to get in.',
	toKeys: 'Add a passkey',
	again: 'Refresh',
	more: 'Show more',
	tries: (n) => (n === 1 ? '1\u00a0try' : `${n}\u00a0tries`),
	answer: 'Answer',
	silent: 'none',
	empty: 'Nothing is waiting',
	cancel: 'Cancel',
	mails: {
		title: 'Letters that failed',
		why: 'Newest first.',
		empty: 'All letters have left, or are about to.',
		state: 'Failed',
		to: (to) => `to ${to}`,
		replay: 'Send again',
		sure: (to) => `Send again to ${to}?`,
		yes: 'Yes, send again',
		done: 'The letter is on its way again.'
	},
	facts: {
		title: 'Parked facts',
		why: 'Oldest first. What happened to the same order later waits behind.',
		empty: 'Everybody was told what happened.',
		state: 'Parked',
		replay: 'Replay',
		sure: 'Replay? Those who were not told will be.',
		yes: 'Yes, replay',
		done: 'Replayed.',
		listeners: { notification: 'Letters', alerts: 'Alerts on phones' }
	},
	kinds: {
		'order.placed': 'Order placed',
		'order.accepted': 'Order accepted',
		'order.ready': 'Order ready',
		'order.collected': 'Order collected',
		'order.out_for_delivery': 'Order out for delivery',
		'order.delivered': 'Order delivered',
		'order.refused': 'Order refused',
		'order.cancelled_by_customer': 'Order cancelled by the customer',
		'order.cancelled_by_shop': 'Order cancelled by the shop',
		'order.expired': 'Order the shop never answered',
		'order.reminder': 'Reminder of an order',
		'order.not_collected': 'Order not collected',
		'order.lapsed': 'Order never confirmed',
		'order.link_requested': 'Link to an order asked for'
	}
};

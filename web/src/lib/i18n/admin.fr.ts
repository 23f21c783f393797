import { typeset } from './typeset';

/** The words of those who run the platform, in French first. */
export const fr = typeset({
	title: 'Ce qui attend',
	why: 'Les messages qui n’ont pas pu partir, et ce qui s’est passé sans que tout le monde en soit prévenu.',
	alone: 'Vous administrez la plateforme : protégez votre compte par une clé d’accès. Ensuite, un code ou un mot de passe volé ne suffira plus pour entrer.',
	toKeys: 'Ajouter une clé d’accès',
	again: 'Actualiser',
	more: 'Voir la suite',
	tries: (n: number) => (n > 1 ? `${n}\u00a0essais` : `${n}\u00a0essai`),
	answer: 'Réponse',
	silent: 'aucune',
	empty: 'Rien n’attend',
	cancel: 'Annuler',
	mails: {
		title: 'Messages en échec',
		why: 'Du plus récent au plus ancien.',
		empty: 'Tous les messages sont partis, ou vont partir.',
		state: 'Échec',
		to: (to: string) => `à ${to}`,
		replay: 'Renvoyer',
		sure: (to: string) => `Renvoyer à ${to} ?`,
		yes: 'Oui, renvoyer',
		done: 'Le message repart.'
	},
	facts: {
		title: 'Faits à l’arrêt',
		why: 'Du plus ancien au plus récent. La suite de la même commande attend derrière.',
		empty: 'Chacun a été prévenu de ce qui s’est passé.',
		state: 'À l’arrêt',
		replay: 'Rejouer',
		sure: 'Rejouer ? Ceux qui n’ont pas été prévenus vont l’être.',
		yes: 'Oui, rejouer',
		done: 'C’est rejoué.',
		listeners: { notification: 'Messages', alerts: 'Alertes sur les téléphones' } as Record<string, string>
	},
	kinds: {
		'order.placed': 'Commande passée',
		'order.accepted': 'Commande acceptée',
		'order.ready': 'Commande prête',
		'order.collected': 'Commande retirée',
		'order.out_for_delivery': 'Commande en livraison',
		'order.delivered': 'Commande livrée',
		'order.refused': 'Commande refusée',
		'order.cancelled_by_customer': 'Commande annulée par le client',
		'order.cancelled_by_shop': 'Commande annulée par la boutique',
		'order.expired': 'Commande sans réponse de la boutique',
		'order.reminder': 'Rappel d’une commande',
		'order.not_collected': 'Commande non retirée',
		'order.lapsed': 'Commande jamais confirmée',
		'order.link_requested': 'Lien d’une commande demandé'
	} as Record<string, string>
});

import { typeset } from './typeset';

/** The words of one's own account, in French first. */
export const fr = typeset({
	name: { title: 'Votre nom', change: 'Changer de nom', next: 'Comment on vous appelle', done: 'C’est noté.' },
	email: {
		title: 'Votre adresse e-mail',
		verified: 'Vérifiée',
		unverified: 'À vérifier',
		verify: 'Vérifier mon adresse',
		change: 'Changer d’adresse',
		next: 'La nouvelle adresse',
		send: 'Recevoir un code',
		sent: (to: string) => `Un code à six chiffres part vers ${to}. Il est bon une heure.`,
		code: 'Les six chiffres',
		confirm: 'Confirmer',
		done: 'Votre adresse est confirmée.',
		changed: 'Votre adresse a changé. Vos autres appareils sont déconnectés.',
		linkTitle: 'Confirmer votre adresse',
		linkWhy: 'Le code du message est déjà là : il ne reste qu’à confirmer.',
		noCode: 'Ce lien est incomplet. Ouvrez-le depuis le message, ou saisissez le code dans votre compte.'
	},
	password: {
		title: 'Mot de passe',
		none: 'Vous vous connectez par un code reçu par e-mail. Un mot de passe est facultatif.',
		some: 'Votre compte a un mot de passe. Le code par e-mail marche toujours.',
		current: 'Mot de passe actuel',
		next: 'Nouveau mot de passe',
		rule: 'Dix caractères au moins. Une phrase courte convient bien.',
		set: 'Créer un mot de passe',
		change: 'Changer de mot de passe',
		remove: 'Retirer le mot de passe',
		save: 'Enregistrer',
		done: 'C’est enregistré. Vos autres appareils sont déconnectés.',
		forgot: 'Mot de passe oublié ?',
		use: 'Se connecter par mot de passe',
		useCode: 'Se connecter par code'
	},
	reset: {
		title: 'Un autre mot de passe',
		why: 'Un lien part à votre adresse. Il est bon une heure et ne sert qu’une fois.',
		send: 'Recevoir le lien',
		sent: (to: string) => `Si un compte existe à ${to}, le lien est parti. Il est bon une heure.`,
		choose: 'Choisissez un mot de passe',
		chooseWhy: 'Tous vos appareils seront déconnectés, sauf celui-ci.',
		save: 'Enregistrer et entrer',
		done: 'Votre mot de passe a changé.',
		again: 'Demander un autre lien'
	},
	proof: {
		title: 'Confirmez que c’est bien vous',
		why: 'Cela protège votre compte si votre appareil est resté ouvert.',
		password: 'Votre mot de passe',
		withCode: 'Recevoir plutôt un code',
		code: 'Le code reçu par e-mail',
		send: 'Recevoir un code',
		confirm: 'Confirmer'
	},
	data: {
		title: 'Vos données',
		why: 'Tout ce que la plateforme garde de vous, dans un fichier.',
		take: 'Télécharger mes données',
		file: 'mes-donnees-cabas.json',
		remove: 'Supprimer mon compte',
		removeTitle: 'Supprimer votre compte ?',
		removeWhy: 'Votre compte, vos appareils, vos messages et vos invitations sont effacés tout de suite, sans retour. Vos commandes restent dans les comptes des boutiques, sans votre nom.',
		removeYes: 'Supprimer pour toujours',
		keep: 'Garder mon compte',
		removed: 'Votre compte est supprimé.'
	},
	acts: {
		title: 'Ce qui a été fait sur votre compte',
		why: 'Par vous avec des droits de la plateforme, ou par une administratrice ou un administrateur.',
		by: (name: string) => `par ${name}`,
		of: {
			'account.roles_changed': 'Rôles changés',
			'account.viewed': 'Compte consulté',
			'account.acted_for': 'Quelqu’un a agi en votre nom',
			'account.acted': 'Fait en votre nom',
			'account.passkey_added': 'Clé d’accès ajoutée',
			'account.passkey_removed': 'Clé d’accès supprimée',
			'account.passkey_suspect': 'Clé d’accès bloquée'
		}
	},
	admin: 'Ce qui attend sur la plateforme',
	forget: 'Renoncer'
});

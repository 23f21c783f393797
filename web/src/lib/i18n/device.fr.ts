import { typeset } from './typeset';

/** What pages say of passkeys and alerts, French first; `device.en.ts` must say the same things. */
export const fr = typeset({
	alerts: {
		turnOn: 'Recevoir une alerte sur ce téléphone',
		turnOff: 'Ne plus en recevoir',
		on: 'Ce téléphone vous alerte, même verrouillé.',
		shop: 'À chaque nouvelle commande, même quand l’écran est éteint.',
		customer: 'Quand une boutique accepte, prépare ou refuse votre commande.',
		unable: 'Ce navigateur ne reçoit pas d’alertes. Sur iPhone, ajoutez d’abord Cabas à l’écran d’accueil. Les e-mails arrivent dans tous les cas.',
		refused: 'Les alertes sont refusées pour ce site : autorisez les notifications dans les réglages du navigateur. Les e-mails arrivent dans tous les cas.',
		failed: 'Le service d’alertes de ce navigateur n’a pas répondu. Les e-mails arrivent dans tous les cas.'
	},
	passkeys: {
		title: 'Clés d’accès',
		what: 'Une clé d’accès remplace le code par le doigt, le visage ou le code de déverrouillage de votre téléphone : elle reste dans l’appareil, rien n’est à retenir.',
		add: 'Utiliser ce téléphone pour me connecter',
		added: 'C’est fait : cet appareil vous connecte d’un geste.',
		signIn: 'Se connecter avec ce téléphone',
		signInWhy: 'Du doigt, du visage ou du code de déverrouillage, si vous l’avez prévu dans « Mon compte ».',
		or: 'ou par e-mail',
		used: (day: string) => `Servie ${day}`,
		never: 'Pas encore servie',
		suspect: 'Elle a peut-être été copiée et n’ouvre plus rien. Retirez-la.',
		remove: (name: string) => `Retirer la clé d’accès : ${name}`,
		removeShort: 'Retirer',
		removed: (name: string) => `${name} : la clé d’accès est retirée.`,
		unsupported: 'Ce navigateur ne sait pas utiliser de clé d’accès. Le code par e-mail marche partout.',
		givenUp: 'Rien n’a été confirmé sur cet appareil. Recommencez, ou entrez autrement.',
		already: 'Cet appareil a déjà une clé d’accès pour votre compte.',
		kinds: { phone: 'Téléphone', tablet: 'Tablette', computer: 'Ordinateur' }
	}
});

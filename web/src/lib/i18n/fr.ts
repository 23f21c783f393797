import { typeset } from './typeset';

const s = (n: number) => (n > 1 ? 's' : '');
/** "de Dourdan", "d’Étampes", "du Havre", "des Ulis". */
const of = (town: string) =>
	town.startsWith('Le ') ? `du ${town.slice(3)}` : town.startsWith('Les ') ? `des ${town.slice(4)}` : /^[AEIOUYÀÂÉÈÊÎÔÛŒ]/.test(town) ? `d’${town}` : `de ${town}`;
/** "à Dourdan", "au Havre", "aux Ulis". */
const at = (town: string) => (town.startsWith('Le ') ? `au ${town.slice(3)}` : town.startsWith('Les ') ? `aux ${town.slice(4)}` : `à ${town}`);

/** The words of the interface, French first; `en.ts` must say the same things. */
export const fr = typeset({
	brand: 'Cabas',
	promise: 'Toute la place du marché, dans votre cabas.',
	skip: 'Aller au contenu',
	close: 'Fermer',
	retry: 'Réessayer',
	cancel: 'Annuler',
	loading: 'Un instant…',
	photos: 'Photos',
	photo: (n: number, of: number, alt: string) => `Photo ${n} sur ${of}${alt ? ` : ${alt}` : ''}`,
	nav: { home: 'Accueil', basket: 'Panier', orders: 'Mes commandes', signIn: 'Se connecter', account: 'Mon compte', main: 'Navigation', town: 'Changer de ville' },
	basketCount: (n: number) => (n === 0 ? 'Panier vide' : `Panier, ${n} article${s(n)}`),
	footer: {
		free: 'Sans commission, sans traceur, sans compte obligatoire.',
		shopkeeper: 'Vous tenez une boutique ?',
		open: 'Ouvrir ma boutique',
		contract: 'Pour les développeurs',
		sources: 'Communes et positions :'
	},
	offline: {
		band: 'Pas de réseau. Votre panier et vos tickets restent là.',
		slow: 'Le réseau est très lent : voici ce qui a été vu en dernier.',
		failed: 'Le réseau ne répond pas. Rien n’est perdu sur cet appareil.'
	},
	errors: {
		title: 'Cela n’a pas marché',
		unknown: 'Quelque chose n’a pas marché de notre côté. Réessayez dans un instant.',
		missingTitle: 'Cette page n’est pas sur la place',
		missing: 'Elle a peut-être changé d’adresse, ou la boutique a fermé sa page.',
		home: 'Revenir à l’accueil'
	},
	time: {
		today: 'aujourd’hui',
		tomorrow: 'demain',
		days: { monday: 'lundi', tuesday: 'mardi', wednesday: 'mercredi', thursday: 'jeudi', friday: 'vendredi', saturday: 'samedi', sunday: 'dimanche' },
		months: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
		date: (n: number) => (n === 1 ? '1er' : `${n}`),
		short: (weekday: string) => `${weekday.slice(0, 3)}.`
	},
	home: {
		title: 'Les boutiques de votre ville, dans un seul panier',
		lead: 'Choisissez chez plusieurs commerçants, venez chercher quand vous voulez, payez sur place.',
		label: 'Votre ville ou son code postal',
		hint: 'Par exemple Dourdan, ou 91410',
		near: 'Autour de moi',
		locating: 'On cherche où vous êtes…',
		notLocated: 'Votre position n’est pas disponible. Tapez le nom de votre ville.',
		none: 'Aucune commune de ce nom. Essayez le code postal.',
		shops: (n: number) => (n === 0 ? 'pas encore de boutique' : `${n} boutique${s(n)}`),
		resume: (town: string) => `Retourner ${at(town)}`,
		steps: [
			['Remplissez votre cabas', 'Pain, fromage, livres, vis de 4 : un seul panier pour toute la place.'],
			['Dites quand vous passez', 'Une heure proposée dans chaque boutique, que vous changez si vous voulez.'],
			['Payez au comptoir', 'Rien maintenant. Vous montrez votre ticket et vous réglez sur place.']
		] as [string, string][],
		results: 'Communes trouvées',
		lively: 'Déjà sur la place'
	},
	town: {
		title: (town: string) => `La place ${of(town)}`,
		head: (town: string) => `Les boutiques ${of(town)} : horaires, produits et prix`,
		open: (n: number) => (n === 0 ? 'Tout est fermé pour le moment' : `${n} ouverte${s(n)} en ce moment`),
		count: (n: number) => `${n}\u00a0boutique${s(n)}`,
		openNow: 'Ouvertes maintenant',
		all: 'Toutes',
		trades: 'Métiers',
		nobody: 'Pas encore de boutique ici',
		nobodyWhy: 'Cabas est gratuit pour les commerçants : parlez-en au vôtre, cinq minutes suffisent.',
		noMatch: 'Aucune boutique ne correspond',
		noMatchWhy: 'Retirez un filtre pour en voir davantage.',
		clear: 'Tout voir',
		describe: (town: string, n: number) => `Les commerçants ${of(town)} en ligne (${n} boutique${s(n)}) : horaires, produits et prix. Commandez sans compte, venez chercher, payez sur place.`,
		map: 'Carte',
		plan: 'Plan des boutiques',
		planWhy: 'Plan simplifié, sans les rues. Les numéros sont ceux de la liste.',
		nowhere: 'sans adresse fixe',
		lost: 'Votre position n’est pas disponible.',
		zoomIn: 'Agrandir',
		zoomOut: 'Réduire',
		away: (m: string) => `à ${m}`,
	},
	mine: { title: 'Mes boutiques', keep: (n: string) => `Garder ${n} parmi mes boutiques` },
	shop: {
		describe: (trade: string, town: string) => `${trade} ${at(town)} : horaires, produits et prix. Commandez en ligne, payez sur place.`,
		closesAt: (t: string) => `Ouvert jusqu’à\u00a0${t}`,
		closed: 'Fermé',
		opensAt: (t: string) => `Fermé, ouvre ${t}`,
		at: (d: string, t: string) => `${d} à\u00a0${t}`,
		paused: (d: string) => `En pause jusqu’au ${d}`,
		notSelling: 'Ne prend pas encore de commandes en ligne',
		counter: 'Venir chercher',
		delivery: 'Livraison',
		hours: 'Horaires',
		closedDay: 'fermé',
		exceptions: 'Jours exceptionnels',
		call: 'Appeler',
		way: 'Itinéraire',
		share: 'Partager',
		copied: 'Adresse copiée',
		notCopied: 'Copiez l’adresse de cette page depuis votre navigateur.',
		about: 'La boutique',
		legal: 'Qui vend',
		products: 'Les produits',
		categories: 'Rayons',
		empty: 'L’étal se remplit',
		emptyWhy: 'La boutique n’a pas encore mis de produit. Appelez-la ou revenez bientôt.',
		lead: (m: number) => (m >= 60 ? `prêt ${Math.round(m / 60)} h après la commande` : `prêt ${m} min après la commande`),
		deliveryOn: (fee: string, min: string) => `${fee}, à partir de ${min} d’achats`,
		seeHours: 'Voir les horaires',
		free: 'offerte',
		freeFrom: (c: string) => `offerte dès ${c}`
	},
	fresh: {
		today: (t: string) => `Horaires vérifiés par la boutique à\u00a0${t}`,
		recent: (d: string) => `Horaires vérifiés ${d}`,
		old: (d: string) => `Vérifiés ${d} : appelez avant de passer`
	},
	product: {
		describe: (name: string, shop: string, town: string) => `${name} chez ${shop}, ${town} : prix, composition et vendeur. Commandez en ligne, payez sur place.`,
		piece: 'pièce',
		each: 'la pièce',
		kilo: 'le kg',
		litre: 'le litre',
		add: 'Ajouter',
		addNamed: (n: string) => `Ajouter au panier : ${n}`,
		soldOut: 'Épuisé',
		left: (q: string) => `Il en reste ${q}`,
		origin: 'Origine',
		ingredients: 'Ingrédients',
		allergens: 'Allergènes',
		present: 'Contient',
		mayContain: 'Peut contenir',
		unknown: 'Non renseigné par la boutique ; demandez-lui',
		unknownSome: 'Non renseignés',
		none: 'La boutique n’en déclare aucun',
		soldBy: 'Vendu par',
		estimate: (c: string) => `environ ${c}`,
		weighed: 'Le prix suit le poids demandé.',
		added: (n: string) => `${n} est dans votre panier`
	},
	stepper: { less: (n: string) => `Moins de ${n}`, more: (n: string) => `Plus de ${n}`, remove: (n: string) => `Enlever ${n}`, amount: 'Quantité' },
	basket: {
		bar: (shops: number) => (shops > 1 ? `Voir le panier, ${shops} boutiques` : 'Voir le panier')
	}
});

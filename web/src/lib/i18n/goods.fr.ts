import { typeset } from './typeset';

/** What is said of goods on their own page and at the checkout, French first; `goods.en.ts` must say the same things. */
export const fr = typeset({
	withdrawal: {
		fourteen_days: 'Vous pouvez annuler cet achat pendant 14 jours.',
		perishable: 'Produit périssable : pas de droit de rétractation.',
		made_to_measure: 'Fait sur mesure : pas de droit de rétractation.',
		hygiene: 'Descellé, ce produit n’est plus repris (hygiène).',
		press: 'Presse : pas de droit de rétractation.',
		sealed_media: 'Descellé, ce produit n’est plus repris.'
	},
	seller: {
		professional: 'Vendeur professionnel',
		private: 'Vendeur particulier',
		siret: 'SIRET',
		vat: 'TVA intracommunautaire',
		exempt: 'TVA non applicable, art. 293 B du CGI',
		mediator: 'Médiateur de la consommation'
	},
	allergens: { gluten: 'gluten', crustaceans: 'crustacés', eggs: 'œufs', fish: 'poisson', peanuts: 'arachides', soybeans: 'soja', milk: 'lait', nuts: 'fruits à coque', celery: 'céleri', mustard: 'moutarde', sesame: 'sésame', sulphites: 'sulfites', lupin: 'lupin', molluscs: 'mollusques' }
});

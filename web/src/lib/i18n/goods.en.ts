import type { fr } from './goods.fr';

/** The same words in English. */
export const en: typeof fr = {
	withdrawal: {
		fourteen_days: 'You can cancel this purchase within 14 days.',
		perishable: 'Perishable: no right of withdrawal.',
		made_to_measure: 'Made to measure: no right of withdrawal.',
		hygiene: 'Cannot be returned once unsealed (hygiene).',
		press: 'Press: no right of withdrawal.',
		sealed_media: 'Cannot be returned once unsealed.'
	},
	seller: {
		professional: 'Professional seller',
		private: 'Private seller',
		siret: 'SIRET',
		vat: 'VAT number',
		exempt: 'VAT not applicable (art. 293 B of the French tax code)',
		mediator: 'Consumer mediator'
	},
	allergens: { gluten: 'gluten', crustaceans: 'crustaceans', eggs: 'eggs', fish: 'fish', peanuts: 'peanuts', soybeans: 'soybeans', milk: 'milk', nuts: 'nuts', celery: 'celery', mustard: 'mustard', sesame: 'sesame', sulphites: 'sulphites', lupin: 'lupin', molluscs: 'molluscs' }
};

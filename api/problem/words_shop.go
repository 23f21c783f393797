package problem

var _ = say(map[string]Words{
	"shop.slug_taken":                {"Cette adresse est déjà celle d'une autre boutique.", "Another shop has this address.", "Choisissez-en une autre.", "Choose another one."},
	"shop.not_selling":               {"Cette boutique ne prend pas encore de commandes.", "This shop takes no orders yet.", "Elle doit d'abord compléter son identité légale.", "It has to complete its legal identity first."},
	"shop.paused":                    {"Cette boutique fait une pause.", "This shop is taking a break.", "Ses commandes rouvriront le jour indiqué sur sa page.", "Its orders reopen on the day its page shows."},
	"shop.too_many":                  {"Vous tenez déjà autant de boutiques que cette plateforme le permet.", "You own as many shops as this platform allows.", "Demandez à la personne qui tient la plateforme d'élever cette limite.", "Ask whoever runs the platform to raise this limit."},
	"shop.closed_today":              {"La boutique est fermée aujourd'hui.", "The shop is closed today.", "Il n'y a pas d'horaires à confirmer. Changez d'abord ceux du jour.", "There are no hours to confirm. Change those of today first."},
	"staff.last_owner":               {"Une boutique garde au moins un propriétaire.", "A shop keeps at least one owner.", "Nommez d'abord quelqu'un d'autre.", "Name somebody else first."},
	"staff.already_member":           {"Cette personne fait déjà partie de l'équipe, ou y est invitée.", "This person is on the staff, or invited, already.", "Une invitation non acceptée s'éteint au bout de sept jours.", "An invitation that is not accepted ends after seven days."},
	"staff.invitation_unknown":       {"Cette invitation n'est plus valable.", "This invitation is no longer good.", "Connectez-vous avec l'adresse qui l'a reçue, ou demandez-en une nouvelle.", "Sign in with the address that received it, or ask for a new one."},
	"fulfilment.way_not_offered":     {"La boutique ne propose pas ce mode de remise.", "The shop does not offer this way.", "Choisissez-en un autre.", "Choose another one."},
	"fulfilment.postcode_not_served": {"La boutique ne livre pas à ce code postal.", "The shop does not deliver to this postcode.", "Choisissez le retrait en boutique ou une autre adresse.", "Choose to collect, or another address."},
	"fulfilment.below_minimum":       {"Le montant minimum pour être livré n'est pas atteint.", "The minimum for delivery is not reached.", "Ajoutez des articles ou choisissez le retrait en boutique.", "Add goods, or choose to collect."},
	"fulfilment.slot_full":           {"Ce créneau vient d'être complet.", "This slot has just filled up.", "Choisissez-en un autre.", "Choose another one."},
	"fulfilment.slot_closed":         {"Ce créneau ne peut plus être réservé.", "This slot can no longer be booked.", "Choisissez-en un parmi ceux proposés.", "Choose one of those on offer."},
	"fulfilment.no_slot":             {"Aucun créneau n'est libre.", "No slot is free.", "Cette boutique n'a plus de créneau à proposer pour le moment.", "This shop has no slot to offer for now."},
})

var _ = sayField(map[string]Words{
	"not_a_siret": {Fr: "Ces chiffres ne sont pas ceux d'un SIRET.", En: "These digits are not those of a SIRET."},
	"contradicts": {Fr: "Ne va pas avec un autre champ rempli.", En: "Does not go with another field that is filled."},
	"past":        {Fr: "Ce jour est passé.", En: "This day is over."},
})

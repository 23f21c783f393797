package problem

var _ = say(map[string]Words{
	"privacy.open_orders": {"Vous avez encore des commandes en cours.", "You still have orders under way.",
		"Attendez qu'elles soient remises, ou annulez-les : {open}.", "Wait until they are handed over, or cancel them: {open}."},
	"privacy.last_owner": {"Des clients attendent encore votre boutique.", "Customers are still waiting for your shop.",
		"Vous êtes seul propriétaire de : {shops}. Terminez ses commandes en cours, ou nommez un autre propriétaire.",
		"You alone own: {shops}. Finish its orders under way, or name another owner."},
})

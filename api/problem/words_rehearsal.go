package problem

var _ = say(map[string]Words{
	"rehearsal.enough":   {"Vous avez déjà trois commandes d'essai.", "You have three practice orders already.", "Remettez-les ou retirez-en une, puis recommencez.", "Hand them over or remove one, then try again."},
	"rehearsal.no_goods": {"Il faut un produit pour s'exercer.", "Practice takes a product.", "Montrez un produit de la boutique, puis recommencez.", "Show a product of the shop, then try again."},
})

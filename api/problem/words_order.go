package problem

var _ = say(map[string]Words{
	"order.state_changed":   {"La commande n'en est plus là.", "The order has moved on.", "Elle a changé entre-temps, ou cette action n'est pas possible à cette étape.", "It changed meanwhile, or this cannot be done at this step."},
	"order.wrong_way":       {"Cette action ne convient pas au mode de remise.", "This does not fit the way goods are handed over.", "Une livraison ne se retire pas en boutique, et inversement.", "A delivery is not collected, nor the reverse."},
	"order.deadline_passed": {"Le délai est passé.", "The deadline has passed.", "La commande expire, le stock et le créneau sont libérés.", "The order expires; stock and slot are free again."},
	"order.too_early":       {"Le créneau n'est pas terminé.", "The slot is not over.", "Votre client peut encore venir.", "Your customer may still come."},
	"order.wrong_code":      {"Ce n'est pas le code de cette commande.", "This is not the code of this order.", "Demandez à votre client de le relire.", "Ask your customer to read it again."},
	"order.code_locked":     {"Trop de codes erronés.", "Too many wrong codes.", "Une personne responsable peut remettre la commande sans code, en disant pourquoi.", "A manager can hand over without the code and say why."},
})

package problem

var _ = say(map[string]Words{
	"catalog.not_available":         {"Un article n'est plus proposé.", "An item is no longer offered.", "Retirez-le du panier pour commander le reste.", "Take it out of the basket to order the rest."},
	"basket.quantity_refused":       {"Cette quantité n'est pas possible.", "This quantity is not possible.", "Ce produit se vend à partir d'un minimum, puis par pas : choisissez la quantité proposée.", "This product is sold from a minimum, then in steps: choose the quantity that is offered."},
	"checkout.quote_changed":        {"Quelque chose a changé depuis que vous avez vu ce panier.", "Something changed since you saw this basket.", "Relisez le panier tel qu'il est maintenant, puis commandez.", "Read the basket as it is now, then order."},
	"checkout.basket_taken":         {"Ce panier a déjà été commandé.", "This basket was ordered already.", "Commencez un nouveau panier.", "Start a new basket."},
	"checkout.terms_not_accepted":   {"Les conditions de vente doivent être acceptées.", "The terms of sale have to be accepted.", "Cochez la case avant de commander avec obligation de paiement.", "Tick the box before you order with an obligation to pay."},
	"checkout.customer_required":    {"Vos coordonnées sont nécessaires.", "Your contact details are needed.", "Donnez votre nom, votre téléphone et votre adresse e-mail, ou connectez-vous.", "Give your name, phone and e-mail address, or sign in."},
	"checkout.too_many_open_orders": {"Vous avez déjà plusieurs commandes en cours.", "You have several orders under way already.", "Sans compte, {limit} commandes au plus peuvent être en cours à la fois. Passez en chercher une, ou connectez-vous.", "Without an account, at most {limit} can be under way at once. Collect one, or sign in."},
	"checkout.code_wrong":           {"Ce code n'est pas le bon.", "This is not the right code.", "Vérifiez le dernier e-mail reçu.", "Check the last e-mail you received."},
	"checkout.code_expired":         {"Le délai de confirmation est passé.", "The time to confirm is over.", "La commande n'a pas été transmise et rien n'est réservé. Vous pouvez commander à nouveau.", "The order was not passed on and nothing is reserved. You can order again."},
})

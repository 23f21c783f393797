package problem

var _ = say(map[string]Words{
	"catalog.out_of_stock":   {"Il n'en reste pas assez.", "Not enough is left.", "Réduisez la quantité ou retirez l'article.", "Take less, or leave the article out."},
	"catalog.below_zero":     {"Le stock ne peut pas passer sous zéro.", "Stock cannot fall below zero.", "Vérifiez la quantité, ou faites un inventaire.", "Check the quantity, or count what is there."},
	"catalog.not_counted":    {"Le stock de cet article n'est pas compté.", "The stock of this article is not counted.", "Il est seulement disponible ou épuisé.", "It is only available or sold out."},
	"catalog.enough":         {"Cette boutique a atteint le nombre maximal de produits, 5 000.", "This shop lists as many products as it may, 5,000.", "Supprimez ceux que vous ne vendez plus.", "Delete those you do not sell any more."},
	"catalog.counted":        {"Le stock de cet article est compté.", "The stock of this article is counted.", "Faites un inventaire ou un ajustement.", "Count it or adjust it."},
	"idempotency.key_reused": {"Cette clé a déjà servi à une autre demande.", "This key was used for another request.", "Envoyez chaque nouvelle demande avec une clé nouvelle.", "Send each new request with a new key."},
})

var _ = sayField(map[string]Words{
	"fixed": {Fr: "Ne peut plus changer.", En: "Cannot change any more."},
})

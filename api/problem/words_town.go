package problem

var _ = say(map[string]Words{
	"town.not_found": {"Commune introuvable.", "Town not found.", "Vérifiez le nom ou le code postal.", "Check the name or the postcode."},
})

var _ = say(map[string]Words{
	"measure.unit_mismatch": {"L'unité ne convient pas.", "The unit does not fit.", "Ce produit se compte autrement : à la pièce, au poids ou au litre.", "This product is counted otherwise: by piece, weight or volume."},
	"measure.out_of_range":  {"Cette quantité est hors limites.", "This quantity is out of bounds.", "Choisissez une quantité plus petite.", "Choose a smaller quantity."},
})

var _ = sayField(map[string]Words{
	"overlaps": {Fr: "Chevauche une autre plage.", En: "Overlaps another range."},
})

package problem

var _ = say(map[string]Words{
	"town.not_found": {"Commune introuvable.", "Town not found.", "Vérifiez le nom ou le code postal.", "Check the name or the postcode."},
})

var _ = say(map[string]Words{
	"platform.no_mail_server": {"Les commandes ne sont pas encore ouvertes sur ce site.", "Orders are not open yet on this site.", "Ce site ne peut pas encore envoyer d'e-mails : personne ne serait prévenu d'une commande. La personne qui le tient doit d'abord régler l'envoi des e-mails (CABAS_SMTP). Vous pourrez continuer ensuite.", "This site cannot send e-mails yet, so nobody would be told of an order. Whoever runs it has to set up its mail server first (CABAS_SMTP). You can go on after that."},
})

var _ = say(map[string]Words{
	"measure.unit_mismatch": {"L'unité ne convient pas.", "The unit does not fit.", "Ce produit se compte autrement : à la pièce, au poids ou au litre.", "This product is counted otherwise: by piece, weight or volume."},
	"measure.out_of_range":  {"Cette quantité est hors limites.", "This quantity is out of bounds.", "Choisissez une quantité plus petite.", "Choose a smaller quantity."},
})

var _ = sayField(map[string]Words{
	"overlaps": {Fr: "Chevauche une autre plage.", En: "Overlaps another range."},
})

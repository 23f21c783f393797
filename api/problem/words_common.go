package problem

import "cabas/domain/kernel/fault"

// What the front door itself refuses, before any room is asked.
var (
	// ErrMethod says that the path exists and the method does not.
	ErrMethod = fault.Define(fault.Malformed, "request.method")
	// ErrTooLarge says that the body is larger than allowed.
	ErrTooLarge = fault.Define(fault.Malformed, "request.too_large")
	// ErrMediaType says that the body is not of a type the operation reads.
	ErrMediaType = fault.Define(fault.Malformed, "request.media_type")
)

var _ = say(map[string]Words{
	"input.invalid":            {"Certaines informations sont à corriger.", "Some information needs correcting.", "Voyez le détail de chaque champ.", "See the detail of each field."},
	"not_found":                {"Introuvable.", "Not found.", "Cette adresse ne mène à rien, ou vous n'y avez pas accès.", "Nothing is here, or you do not have access to it."},
	"auth.required":            {"Connectez-vous pour continuer.", "Sign in to continue.", "Votre session est absente ou terminée.", "Your session is missing or over."},
	"auth.forbidden":           {"Vous n'avez pas le droit de faire cela.", "You may not do this.", "Demandez à la personne responsable.", "Ask the person in charge."},
	"duplicate":                {"Cela existe déjà.", "This exists already.", "", ""},
	"reference.missing":        {"Un élément nécessaire n'existe plus.", "Something needed no longer exists.", "", ""},
	"version.stale":            {"Quelqu'un d'autre a modifié cette page entre-temps.", "Somebody else changed this meanwhile.", "Rechargez, puis refaites votre changement.", "Reload, then make your change again."},
	"version.required":         {"La version modifiée doit être indiquée.", "The version being edited must be given.", "Envoyez dans l'en-tête If-Match, entre guillemets, le champ version que vous avez lu.", "Send the field version that you read in the If-Match header, in quotes."},
	"idempotency.key_required": {"Une clé de répétition est nécessaire.", "A key for repeats is needed.", "Envoyez l'en-tête Idempotency-Key, nouveau pour chaque commande.", "Send the Idempotency-Key header, new for each order."},
	"rate.limited":             {"Trop de demandes.", "Too many requests.", "Patientez un instant, puis réessayez.", "Wait a moment, then try again."},
	"service.unavailable":      {"Le service est momentanément indisponible.", "The service is briefly unavailable.", "Rien n'a été perdu. Réessayez dans quelques secondes.", "Nothing was lost. Try again in a few seconds."},
	"internal":                 {"Une erreur est survenue de notre côté.", "Something went wrong on our side.", "Elle a été notée. Réessayez, ou prévenez-nous avec le numéro de la demande.", "It was noted. Try again, or tell us the request's number."},
	"request.malformed":        {"La demande n'est pas lisible.", "The request cannot be read.", "Elle ne suit pas le contrat publié à /api/openapi.yaml.", "It does not follow the contract published at /api/openapi.yaml."},
	"request.method":           {"Cette action n'existe pas ici.", "This action does not exist here.", "", ""},
	"request.too_large":        {"L'envoi est trop volumineux.", "What was sent is too large.", "", ""},
	"request.media_type":       {"Ce format n'est pas accepté.", "This format is not accepted.", "Envoyez du JSON, ou une image là où une photo est attendue.", "Send JSON, or an image where a photo is expected."},
})

var _ = sayField(map[string]Words{
	"required":  {Fr: "À renseigner.", En: "Required."},
	"too_short": {Fr: "Trop court.", En: "Too short."},
	"too_long":  {Fr: "Trop long.", En: "Too long."},
	"too_small": {Fr: "Trop petit.", En: "Too small."},
	"too_large": {Fr: "Trop grand.", En: "Too large."},
	"malformed": {Fr: "Ce n'est pas la forme attendue.", En: "Not the expected form."},
	"unknown":   {Fr: "Inconnu ici.", En: "Unknown here."},
	"taken":     {Fr: "Déjà pris.", En: "Already taken."},
})

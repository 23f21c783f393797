package problem

var _ = say(map[string]Words{
	"media.not_a_photo":     {"Ce n'est pas une photo que nous lisons.", "This is not a photo that we can read.", "Envoyez une photo JPEG, PNG ou WebP.", "Send a JPEG, PNG or WebP photo."},
	"media.damaged":         {"Cette photo est abîmée.", "This photo is damaged.", "Enregistrez-la de nouveau en JPEG, puis renvoyez-la.", "Save it again as JPEG, then send it once more."},
	"media.too_many_pixels": {"Cette photo est trop grande.", "This photo is too large.", "Réduisez-la à 40 millions de pixels au plus, par exemple 6000 sur 4000.", "Reduce it to 40 million pixels at most, such as 6000 by 4000."},
	"media.shape":           {"Cette photo est trop petite ou trop étroite.", "This photo is too small or too narrow.", "Il faut au moins 16 pixels de côté, et une longueur d'au plus six fois la largeur.", "Each side needs 16 pixels at least, and the longer one may be six times the shorter."},
	"media.enough":          {"Ce produit a déjà toutes ses photos.", "This product has all its photos already.", "Retirez-en une avant d'en ajouter une autre.", "Remove one before you add another."},
	"media.others":          {"Les photos ont changé entre-temps.", "The photos have changed meanwhile.", "Relisez le produit, puis recommencez.", "Read the product again, then start over."},
	"media.busy":            {"Trop de photos arrivent en ce moment.", "Too many photos are arriving right now.", "Renvoyez la vôtre dans quelques secondes.", "Send yours again in a few seconds."},
})

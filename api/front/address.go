package front

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"cabas/api/gen"
	"cabas/domain/kernel/ident"
)

// Addresses of pages, as people read them. The web app makes the same
// (lib/parts/paths.ts); a test compares them.
func townPath(slug string) string { return "/ville/" + slug }
func shopPath(slug string) string { return "/boutique/" + slug }
func productPath(id, name string) string {
	words := spelled(name)
	if words != "" {
		words += "-"
	}
	return "/produit/" + words + id
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// spelled is a name as addresses spell it: "Œufs frais" is "oeufs-frais".
func spelled(name string) string {
	bare := strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(name))
	return strings.Trim(notWord.ReplaceAllString(strings.ReplaceAll(bare, "œ", "oe"), "-"), "-")
}

var productEnd = regexp.MustCompile(`prd_[0-9a-z]{26}$`)

// productIn is the identifier at the end of such an address.
func productIn(param string) ident.ID { return ident.ID(productEnd.FindString(param)) }

// plain is what a parameter of an address may be to be looked for at all.
var plain = regexp.MustCompile(`^[0-9A-Za-z_-]{1,200}$`)

// picture is the address of a photo's widest file, and whether there is one.
func (p *Pages) picture(photo *gen.Photo) (string, bool) {
	if photo == nil || len(photo.Sizes) == 0 {
		return "", false
	}
	return p.Site + photo.Sizes[len(photo.Sizes)-1].URL, true
}

package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cabas/domain/kernel/fault"
)

// maxEmail is the longest address that mail can carry (RFC 5321, 4.5.3.1).
const maxEmail = 254

// NormalEmail gives the form in which an address is kept and compared: no
// space around it, lower case. It answers fault.ErrInvalid at pointer when the
// text cannot be an address; whether a letter box exists only a mail can tell.
func NormalEmail(text, pointer string) (string, error) {
	email := strings.ToLower(strings.TrimSpace(text))
	local, host, found := strings.Cut(email, "@")
	odd := strings.ContainsFunc(email, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune(`<>()[]\,;:"`, r)
	})
	var c fault.Check
	switch {
	case email == "":
		c.If(true, pointer, fault.FieldRequired)
	case len(email) > maxEmail || len(local) > 64:
		c.If(true, pointer, fault.FieldTooLong)
	case !found || local == "" || odd || !utf8.ValidString(text) || strings.Contains(host, "@") ||
		!strings.Contains(strings.Trim(host, "."), ".") || strings.Contains(host, "..") || strings.HasPrefix(host, "."):
		c.If(true, pointer, fault.FieldMalformed)
	}
	return email, c.Err()
}

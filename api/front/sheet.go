package front

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"cabas/api/mid"
)

// sheet is a page of the web app as the build left it: everything but what is
// drawn, in the order in which it is written.
type sheet struct {
	start, beforeHead, beforeBody, end string
	// policy allows the sheet's own scripts and styles, by hash, and no others.
	policy string
}

var (
	scripts = regexp.MustCompile(`(?s)<script(?: [^>]*)?>(.*?)</script>`)
	styles  = regexp.MustCompile(`(?s)<style(?: [^>]*)?>(.*?)</style>`)

	errSheet = errors.New("front: a sheet of the web app lacks a mark")
)

// announcer is the one style attribute there is: the framework's page announcer.
const announcer = "position: absolute; left: 0; top: 0; clip: rect(0 0 0 0); clip-path: inset(50%); overflow: hidden; white-space: nowrap; width: 1px; height: 1px"

func newSheet(page, mark string) (sheet, error) {
	page = strings.Replace(page, "<!--mark-->", mark, 1)
	var s sheet
	var found [3]bool
	s.start, page, found[0] = strings.Cut(page, `<html lang="fr">`)
	s.beforeHead, page, found[1] = strings.Cut(page, "<!--head-->")
	s.beforeBody, s.end, found[2] = strings.Cut(page, "<!--body-->")
	if found != [3]bool{true, true, true} {
		return sheet{}, errSheet
	}
	s.policy = Policy(s.beforeHead + s.beforeBody + s.end)
	return s, nil
}

// Policy is what a page of the web app needs of the content security policy,
// beside what every answer has: its own scripts and styles, by hash.
func Policy(page string) string {
	return mid.Policy + "; script-src 'self'" + hashes(scripts, page) + "; style-src 'self' 'unsafe-hashes' '" + hash(announcer) + "'" + hashes(styles, page)
}

// WithPictures is a policy that lets pages show pictures of one other origin
// too; none when it is empty.
func WithPictures(policy, origin string) string {
	if origin == "" {
		return policy
	}
	return strings.Replace(policy, "img-src 'self'", "img-src 'self' "+origin, 1)
}

func hashes(of *regexp.Regexp, page string) string {
	out := ""
	for _, found := range of.FindAllStringSubmatch(page, -1) {
		if found[1] != "" {
			out += " '" + hash(found[1]) + "'"
		}
	}
	return out
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// write puts the page together. Head tags of our own stand first, so that the
// framework's may be taken over by the app as they are.
func (s sheet) write(language, ours, head, body, inside string) []byte {
	var b bytes.Buffer
	b.Grow(len(s.beforeHead) + len(s.beforeBody) + len(s.end) + len(ours) + len(head) + len(body) + len(inside) + 64)
	for _, part := range []string{s.start, `<html lang="`, language, `">`, s.beforeHead, ours, head, s.beforeBody, body, inside, s.end} {
		b.WriteString(part)
	}
	return b.Bytes()
}

// squeeze compresses a page for a caller who takes it so.
func squeeze(r *http.Request, page []byte) ([]byte, bool) {
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		return nil, false
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(page); err != nil || w.Close() != nil {
		return nil, false
	}
	return b.Bytes(), true
}

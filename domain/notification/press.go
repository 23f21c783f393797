package notification

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"io/fs"
	"path"
	"strings"
	"text/template"

	"cabas/domain/kernel/speak"
)

//go:embed words layout
var files embed.FS

// Site is the town's place on the web as letters name it.
type Site struct {
	// Name is what the platform is called, Address where it is, without a
	// slash at the end.
	Name, Address string
	// Demo marks every letter as part of the demonstration.
	Demo bool
}

// Words is a letter ready to be sent. A subject never holds a secret: it is
// shown to the administrator and kept.
type Words struct{ Subject, Text, HTML string }

// Press words letters. It is made once and safe for concurrent use.
type Press struct {
	site  Site
	words map[string]*template.Template // by "fr/order.placed.customer"
	text  *template.Template
	html  *htmltemplate.Template
}

// NewPress reads the words and layouts built into the program; an error says
// which of them is broken.
func NewPress(site Site) (*Press, error) {
	p := &Press{site: site, words: map[string]*template.Template{}}
	names, err := fs.Glob(files, "words/*/*.txt")
	if err != nil {
		return nil, fmt.Errorf("notification: words: %w", err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("notification: words: %w", err)
		}
		language, kind := path.Base(path.Dir(name)), strings.TrimSuffix(path.Base(name), ".txt")
		// Typeset before filling, so that names and addresses stay as they are.
		t, err := template.New(kind).Option("missingkey=error").Parse(speak.Language(language).Typeset(string(raw)))
		if err != nil {
			return nil, fmt.Errorf("notification: words: %w", err)
		}
		p.words[language+"/"+kind] = t
	}
	if p.text, err = template.ParseFS(files, "layout/letter.txt"); err != nil {
		return nil, fmt.Errorf("notification: layout: %w", err)
	}
	if p.html, err = htmltemplate.ParseFS(files, "layout/letter.html"); err != nil {
		return nil, fmt.Errorf("notification: layout: %w", err)
	}
	return p, nil
}

// order words a letter about an order to one side.
func (p *Press) order(l speak.Language, kind string, to side, v OrderView) (Words, error) {
	o := sayOrder(l, v)
	s := sheet{Language: l, Site: p.site, Order: &o, Code: o.PickupCode, Link: v.Link, Name: o.Customer}
	if to == toShop {
		s.Code, s.Link, s.Name = "", v.ShopLink, o.Shop
	}
	return p.print(kind+"."+string(to), s)
}

// letter words what a room asked for.
func (p *Press) letter(l speak.Language, letter Letter) (Words, error) {
	data := make(map[string]string, len(letter.Data))
	for k, v := range letter.Data {
		data[k] = oneLine(v)
	}
	return p.print(letter.Kind, sheet{Language: l, Site: p.site, Data: data, Code: data["code"], Link: data["link"], Name: oneLine(letter.Name)})
}

func (p *Press) print(kind string, s sheet) (Words, error) {
	t, ok := p.words[string(s.Language)+"/"+kind]
	if !ok {
		return Words{}, fmt.Errorf("notification: no words for %q in %q", kind, s.Language)
	}
	var filled, text, html bytes.Buffer
	if err := t.Execute(&filled, s); err != nil {
		return Words{}, fmt.Errorf("notification: wording: %w", err)
	}
	s.read(filled.String())
	for _, b := range s.Blocks {
		if b.Kind == "code" && s.Code == "" || b.Kind == "button" && s.Link == "" {
			return Words{}, fmt.Errorf("notification: nothing to show for [%s] in %q", b.Kind, kind)
		}
	}
	if err := p.text.Execute(&text, s); err != nil {
		return Words{}, fmt.Errorf("notification: setting the text: %w", err)
	}
	if err := p.html.Execute(&html, s); err != nil {
		return Words{}, fmt.Errorf("notification: setting the page: %w", err)
	}
	return Words{Subject: s.Subject, Text: tidy(text.String()), HTML: html.String()}, nil
}

// tidy leaves at most one empty line between paragraphs.
func tidy(text string) string {
	lines := strings.Split(text, "\n")
	var out []string
	for _, line := range lines {
		line = strings.TrimRight(line, " ")
		if line == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimSpace(strings.Join(out, "\n")) + "\n"
}

// oneLine folds what people typed into one line, so that it can never pass for
// a paragraph or a mark of ours.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

package notification

import (
	"strings"

	"cabas/domain/kernel/speak"
)

// sheet is a letter while it is set: what the words are filled with, and the
// blocks they become.
type sheet struct {
	Language speak.Language
	Site     Site
	// Name is who the letter speaks to; may be empty.
	Name  string
	Order *saidOrder
	Data  map[string]string
	// Code is what the mark [code] shows, Link where [button …] leads.
	Code, Link string

	Subject, Preview string
	Blocks           []block
}

// block is one piece of a letter: a "title" or a "text", or what a line in
// square brackets asked for ("code", "promise", "lines", "button", …).
type block struct{ Kind, Text string }

// read takes the filled words apart. They begin with "Subject:" and
// "Preview:"; then one line is one block: "# …" a title, "[mark …]" a mark,
// anything else a paragraph.
func (s *sheet) read(words string) {
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "Subject: "); ok && s.Subject == "" {
			s.Subject = rest
		} else if rest, ok := strings.CutPrefix(line, "Preview: "); ok && s.Preview == "" {
			s.Preview = rest
		} else if rest, ok := strings.CutPrefix(line, "# "); ok {
			s.Blocks = append(s.Blocks, block{"title", rest})
		} else if mark, ok := strings.CutPrefix(line, "["); ok && strings.HasSuffix(mark, "]") {
			kind, text, _ := strings.Cut(strings.TrimSuffix(mark, "]"), " ")
			s.Blocks = append(s.Blocks, block{kind, text})
		} else if line != "" {
			s.Blocks = append(s.Blocks, block{"text", line})
		}
	}
}

// Say gives the layout's own words in the letter's language.
func (s sheet) Say(key string) string { return s.Language.Typeset(labels[key][s.Language]) }

// Colon ends a label as the language does.
func (s sheet) Colon(label string) string {
	if s.Language == speak.French {
		return label + s.Language.Typeset(" :")
	}
	return label + ":"
}

// Promise are the rows a customer reads: what was agreed with whom.
func (s sheet) Promise() [][2]string {
	o := s.Order
	rows := s.rows("order", o.Number, "shop", o.Shop)
	if o.Delivered {
		rows = append(rows, s.rows("delivery", o.When, "at", o.DeliveryAddress)...)
	} else {
		rows = append(rows, s.rows("counter", o.When, "at", o.ShopAddress)...)
	}
	return append(rows, s.rows("phone", o.ShopPhone)...)
}

// Visitor are the rows a shop reads: who comes when, or is delivered where.
func (s sheet) Visitor() [][2]string {
	o := s.Order
	rows := s.rows("order", o.Number, "customer", o.Customer, "phone", o.Phone)
	if o.Delivered {
		rows = append(rows, s.rows("delivery", o.When, "at", o.DeliveryAddress)...)
	} else {
		rows = append(rows, s.rows("counter", o.When)...)
	}
	return append(rows, s.rows("note", o.Note)...)
}

// rows pairs labels with values and leaves out those without a value.
func (s sheet) rows(pairs ...string) [][2]string {
	var rows [][2]string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			rows = append(rows, [2]string{s.Say(pairs[i]), pairs[i+1]})
		}
	}
	return rows
}

// Row sets a row in plain text.
func (s sheet) Row(row [2]string) string { return s.Colon(row[0]) + " " + row[1] }

// labels are the words of the layout.
var labels = map[string]map[speak.Language]string{
	"hello":      {speak.French: "Bonjour", speak.English: "Hello"},
	"code":       {speak.French: "Votre code", speak.English: "Your code"},
	"order":      {speak.French: "Commande", speak.English: "Order"},
	"shop":       {speak.French: "Boutique", speak.English: "Shop"},
	"counter":    {speak.French: "À venir chercher", speak.English: "To collect"},
	"delivery":   {speak.French: "Livraison", speak.English: "Delivery"},
	"at":         {speak.French: "Adresse", speak.English: "Address"},
	"phone":      {speak.French: "Téléphone", speak.English: "Phone"},
	"customer":   {speak.French: "Client", speak.English: "Customer"},
	"note":       {speak.French: "Précision du client", speak.English: "The customer's note"},
	"items":      {speak.French: "Articles", speak.English: "Items"},
	"fee":        {speak.French: "Livraison", speak.English: "Delivery"},
	"total":      {speak.French: "Total TTC", speak.English: "Total incl. VAT"},
	"vat":        {speak.French: "dont TVA", speak.English: "of which VAT"},
	"seller":     {speak.French: "Vendeur", speak.English: "Seller"},
	"withdrawal": {speak.French: "Votre droit de rétractation", speak.English: "Your right of withdrawal"},
	"ignore": {
		speak.French:  "Ce message est envoyé automatiquement par",
		speak.English: "This message was sent automatically by",
	},
	"demo": {
		speak.French:  "Démonstration : tout ici est inventé, rien ne sera livré ni facturé.",
		speak.English: "Demonstration: everything here is invented, nothing is delivered or charged.",
	},
}

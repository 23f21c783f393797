package basket

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
)

// hash stands for everything that the customer agrees to: of each shop who
// sells and under which terms, the way, its fee, and each line with its names,
// quantity, price, VAT and right of withdrawal. What remains in stock and the
// slots are left out: they move without changing what is agreed.
func hash(q Quote) string {
	h := sha256.New()
	for _, s := range q.Shops {
		seller := s.Shop.Seller
		write(h, "shop", s.Shop.ID, s.Shop.Name, s.TermsVersion, s.Way, s.Fee.Cents, s.Fee.VATRate, s.Totals.TotalCents)
		write(h, "seller", seller.Professional, seller.LegalName, seller.LegalForm, seller.SIRET, seller.VATNumber,
			seller.VATExempt, seller.Address.Line1, seller.Address.Line2, seller.Address.Postcode, seller.Address.City)
		if m := seller.Mediator; m != nil {
			write(h, "mediator", m.Name, m.Website)
		}
		for _, l := range s.Lines {
			write(h, "line", l.Variant, l.Quantity.Unit, l.Quantity.Amount, l.Product, l.ProductName, l.VariantName,
				l.Price.Cents, l.Price.Per, l.VATRate, l.TotalCents, l.Withdrawal)
		}
	}
	return "q1_" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}

// write adds values so that no two lists of them read alike.
func write(w io.Writer, values ...any) {
	for _, v := range values {
		text := fmt.Sprint(v)
		_, _ = fmt.Fprintf(w, "%d:%s", len(text), text) // a hash never fails
	}
	_, _ = io.WriteString(w, "\n")
}

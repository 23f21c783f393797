package contract

import (
	"strings"
	"testing"

	"cabas/domain/account"
	"cabas/domain/doctor"
	"cabas/domain/kernel/work"
)

// breakages are ways in which books may come to contradict themselves, each
// with a part of what the doctor must say, and the statement that mends it.
var breakages = []struct{ damage, said, mend string }{
	{"UPDATE stocks SET on_hand = on_hand + 1", "11 on hand, but its movements sum to 10", "UPDATE stocks SET on_hand = on_hand - 1"},
	{"UPDATE stocks SET allocated = allocated - 1", "1 reserved, but open orders hold 2", "UPDATE stocks SET allocated = allocated + 1"},
	{"UPDATE slots SET booked = 7", "7 places taken, but 1 orders are in it", "UPDATE slots SET booked = 1"},
	{"UPDATE slots SET way = 'delivery'", "0 places taken, but 1 orders are in it", "UPDATE slots SET way = 'counter'"},
	{"UPDATE orders SET items_cents = items_cents + 1", "but the lines sum to", "UPDATE orders SET items_cents = items_cents - 1"},
	{"UPDATE orders SET total_cents = total_cents + 1", "but items and delivery make", "UPDATE orders SET total_cents = total_cents - 1"},
	{"UPDATE order_lines SET total_cents = total_cents + 1", "but price and quantity make", "UPDATE order_lines SET total_cents = total_cents - 1"},
	{"UPDATE orders SET vat = REPLACE(vat, '\"Rate\":550', '\"Rate\":551')", "no VAT is kept at the rate 550", "UPDATE orders SET vat = REPLACE(vat, '551', '550')"},
	{"UPDATE orders SET vat = REPLACE(vat, '\"VAT\":', '\"VAT\":9')", "but the lines make", "UPDATE orders SET vat = REPLACE(vat, '\"VAT\":9', '\"VAT\":')"},
	{"UPDATE orders SET version = 2", "it is at version 2, but 1 steps are kept, the last numbered 1", "UPDATE orders SET version = 1"},
	{"INSERT INTO facts (id, kind, subject, at, position) VALUES ('fct_9', 'test.done', 'thing', 0, 9)", "2 have a position, but positions go from 1 to 9", "DELETE FROM facts WHERE id = 'fct_9'"},
	{"UPDATE listeners SET position = position + 100", "it was told up to", "UPDATE listeners SET position = position - 100"},
	{"UPDATE facts SET subject = subject || '!'", "tell of an order that is not there", "UPDATE facts SET subject = REPLACE(subject, '!', '')"},
}

// Doctor checks that healthy books are found so, and that every breakage is
// told; execute runs a statement past all rules.
func Doctor(t *testing.T, h OrderHouse, moment work.Unit[doctor.Records], execute func(statement string)) {
	c := openCounter(t, h, 10)
	c.place(c.draft(2))
	examine := func() doctor.Report {
		t.Helper()
		r, err := doctor.NewService(moment).Examine(t.Context(), account.Platform())
		must(t, err)
		return r
	}
	execute("UPDATE facts SET position = seq")
	execute("INSERT INTO listeners (name, position) SELECT 'somebody', MAX(position) FROM facts")
	if r := examine(); !r.Healthy() || r.Stocks != 1 || r.Slots != 1 || r.Orders != 1 || r.Facts == 0 {
		t.Fatalf("healthy books: %+v", r)
	}
	for _, b := range breakages {
		execute(b.damage)
		r := examine()
		var said []string
		for _, d := range r.Differences {
			said = append(said, d.String())
		}
		if all := strings.Join(said, "\n"); !strings.Contains(all, b.said) {
			t.Errorf("%s: the doctor says %q", b.damage, all)
		}
		execute(b.mend)
		if r := examine(); !r.Healthy() {
			t.Fatalf("%s: not mended: %+v", b.mend, r)
		}
	}
	execute("DELETE FROM order_events")
	execute("DELETE FROM order_lines")
	if r := examine(); r.Healthy() || r.Found < 4 {
		t.Errorf("an order without lines: %+v", r)
	}
	if _, err := doctor.NewService(moment).Examine(t.Context(), account.Actor{Account: "acc_1"}); err == nil {
		t.Error("anybody may ask")
	}
}

package doctor

import (
	"context"
	"fmt"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/money"
	"cabas/domain/kernel/work"
)

// Service examines the books.
type Service struct{ moment work.Unit[Records] }

// NewService makes the doctor; each Do of the unit must show one moment of the
// database, whatever is written meanwhile.
func NewService(moment work.Unit[Records]) *Service { return &Service{moment} }

// Examine recomputes everything and tells what differs. Only the platform
// itself and administrators may ask.
func (s *Service) Examine(ctx context.Context, actor account.Actor) (Report, error) {
	if !actor.System {
		if err := actor.RequireAdministrator(); err != nil {
			return Report{}, err
		}
	}
	var r Report
	err := s.moment.Do(ctx, func(ctx context.Context, records Records) error {
		r = Report{}
		if err := records.Stocks(ctx, r.stock); err != nil {
			return err
		}
		if err := records.Slots(ctx, r.slot); err != nil {
			return err
		}
		if err := records.Orders(ctx, r.order); err != nil {
			return err
		}
		facts, err := records.Facts(ctx)
		r.facts(facts)
		return err
	})
	return r, err
}

func (r *Report) stock(s Stock) error {
	r.Stocks++
	id := s.Variant.String()
	r.note(!s.Kept, id, "movements or orders name it, and it has no stock")
	r.note(s.OnHand != s.Moved, id, "%d on hand, but its movements sum to %d", s.OnHand, s.Moved)
	r.note(s.Allocated != s.Ordered, id, "%d reserved, but open orders hold %d", s.Allocated, s.Ordered)
	return nil
}

func (r *Report) slot(s Slot) error {
	r.Slots++
	name := fmt.Sprintf("%s, %s of %s", s.Shop, s.Way, s.Start.UTC().Format(time.RFC3339))
	r.note(s.Booked != s.Orders, name, "%d places taken, but %d orders are in it", s.Booked, s.Orders)
	return nil
}

// order sums an order up again, as order.New did.
func (r *Report) order(o Order) error {
	r.Orders++
	id, t := o.ID.String(), o.Totals
	var items int64
	var vat money.Totals
	r.note(len(o.Lines) == 0, id, "it has no lines")
	for i, l := range o.Lines {
		cents, err := l.Price.For(l.Quantity)
		r.note(err != nil || cents != l.TotalCents, id, "line %d is %d cents, but price and quantity make %d", i+1, l.TotalCents, cents)
		items += l.TotalCents
		vat.Add(l.VATRate, money.Cents(l.TotalCents))
	}
	if t.DeliveryCents > 0 {
		vat.Add(o.Delivery.VATRate, money.Cents(t.DeliveryCents))
	}
	r.note(items != t.ItemsCents, id, "its items are %d cents, but the lines sum to %d", t.ItemsCents, items)
	r.note(t.TotalCents != t.ItemsCents+t.DeliveryCents, id, "its total is %d cents, but items and delivery make %d",
		t.TotalCents, t.ItemsCents+t.DeliveryCents)
	r.vat(id, t.VAT, vat)
	version := int64(o.Life().Version)
	r.note(o.Events != version || o.LastEvent != version, id, "it is at version %d, but %d steps are kept, the last numbered %d",
		version, o.Events, o.LastEvent)
	return nil
}

func (r *Report) vat(id string, kept, due money.Totals) {
	for i := range max(len(kept), len(due)) {
		switch {
		case i >= len(due):
			r.note(true, id, "VAT is kept at the rate %d, at which nothing was sold", kept[i].Rate)
		case i >= len(kept) || kept[i].Rate != due[i].Rate:
			r.note(true, id, "no VAT is kept at the rate %d, at which %d cents were sold", due[i].Rate, due[i].Gross)
			return
		default:
			r.note(kept[i] != due[i], id, "at the VAT rate %d it keeps %d cents with %d of tax, but the lines make %d with %d",
				kept[i].Rate, kept[i].Gross, kept[i].VAT, due[i].Gross, due[i].VAT)
		}
	}
}

// facts checks the public order: positions follow one another without a gap,
// and nobody was told more than happened.
func (r *Report) facts(f Facts) {
	r.Facts = f.Count + f.Waiting
	span := f.Last - f.First + 1
	r.note(f.Count > 0 && f.Count != span, "facts", "%d have a position, but positions go from %d to %d", f.Count, f.First, f.Last)
	r.note(f.Orphans > 0, "facts", "%d tell of an order that is not there", f.Orphans)
	for _, l := range f.Listeners {
		r.note(l.Position > f.Last, "listener "+l.Name, "it was told up to %d, but the last fact is %d", l.Position, f.Last)
	}
}

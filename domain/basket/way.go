package basket

import (
	"errors"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/money"
	"cabas/domain/shop"
)

// maxSlots bounds the slots that one shop's quote lists.
const maxSlots = 100

// way says on what conditions the goods can leave, and adds the fee of the way
// wished for. Delivery follows the goods: its VAT is at their rate, at the
// highest where there are several (BOI-TVA-BASE-10-20-40, ancillary costs).
func (p pricing) way(q *ShopQuote) {
	goods := money.Cents(q.Totals.ItemsCents)
	var rate money.Rate
	if len(q.Totals.VAT) > 0 {
		rate = q.Totals.VAT[0].Rate
	}
	for _, way := range p.plan.Ways.Offered() {
		o := WayOffer{Way: way}
		fee, err := p.plan.Ways.Fee(way, p.wish.postcode(), goods)
		o.FeeCents = int64(fee)
		if d := p.plan.Ways.Delivery; way == fulfilment.Delivery {
			o.FeeCents, o.MinimumCents = int64(d.FeeFor(goods)), int64(d.Minimum)
			if d.FreeFrom != nil {
				free := int64(*d.FreeFrom)
				o.FreeFromCents = &free
			}
		}
		o.Problem = p.wayProblem(way, err)
		q.Ways = append(q.Ways, o)
	}
	fee, err := p.plan.Ways.Fee(p.wish.Way, p.wish.postcode(), goods)
	if problem := p.wayProblem(p.wish.Way, err); problem != nil {
		q.Problems = append(q.Problems, problem)
	}
	if fee > 0 {
		q.Fee = Fee{Cents: int64(fee), VATRate: rate}
		q.Totals.VAT.Add(rate, fee)
	}
	q.Totals.DeliveryCents = int64(fee)
	q.Totals.TotalCents = q.Totals.ItemsCents + q.Totals.DeliveryCents
}

func (p pricing) wayProblem(way fulfilment.Way, err error) *fault.Error {
	var f *fault.Error
	switch {
	case !errors.As(err, &f):
		return nil
	case errors.Is(f, fulfilment.ErrPostcodeNotServed) && p.wish.Way == way:
		return f.At(shopAt(p.at)+"/deliveryAddress/postcode", fault.FieldUnknown)
	}
	return f.At(shopAt(p.at)+"/way", fault.FieldUnknown)
}

// slot lists what can be booked, and finds the slot wished for.
func (p pricing) slot(q *ShopQuote) {
	all := p.plan.Slots(p.wish.Way, calendar.Date{}, p.now)
	q.Slots = all[:min(len(all), maxSlots)]
	if p.wish.Slot.IsZero() {
		if len(q.Problems) == 0 && len(available(all)) == 0 {
			q.Problems = append(q.Problems, fulfilment.ErrNoSlot.At(SlotAt(p.at), fault.FieldRequired))
		}
		return
	}
	s, err := p.plan.At(p.wish.Way, p.wish.Slot, p.now)
	var f *fault.Error
	switch {
	case err == nil:
		q.Slot = &s
	case errors.Is(err, fulfilment.ErrWayNotOffered): // said already
	case errors.As(err, &f):
		q.Problems = append(q.Problems, f.At(SlotAt(p.at), fault.FieldUnknown))
	}
}

// paused reports whether the shop takes no orders for now.
func paused(s shop.ForOrdering, now time.Time) bool {
	until := s.Schedule.PausedUntil
	return until != nil && calendar.DayOf(now, s.Zone).Compare(*until) < 0
}

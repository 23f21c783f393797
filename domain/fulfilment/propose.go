package fulfilment

import (
	"slices"
	"time"

	"cabas/domain/kernel/ident"
)

// Together is how far apart the slots of one walk through town may begin.
const Together = 2 * time.Hour

// Proposal is one slot for each shop of a basket.
type Proposal struct {
	// Together says that one walk will do: all slots begin within two hours.
	Together bool
	// Start and End are from the first slot's start to the last one's end.
	Start, End time.Time
	Slots      map[ident.ID]Slot
}

// Propose proposes a slot for each shop: the earliest moment from which every
// shop has one within two hours, and then slots as near to each other as can be;
// when there is none, each shop's own earliest. Nobody walks to the shops that
// bring their goods. Slots are given in order, with a place left. It answers
// false when a shop has none at all, or there is no shop.
func Propose(offers map[ident.ID][]Slot, bring ...ident.ID) (Proposal, bool) {
	earliest := Proposal{Slots: map[ident.ID]Slot{}}
	var starts []time.Time
	for id, slots := range offers {
		if len(slots) == 0 {
			return Proposal{}, false
		}
		earliest.Slots[id] = slots[0]
		for _, s := range slots {
			starts = append(starts, s.Start)
		}
	}
	slices.SortFunc(starts, time.Time.Compare)
	rest := make(map[ident.ID][]Slot, len(offers))
	for id, slots := range offers {
		rest[id] = slots
	}
	for _, from := range starts {
		if p, ok := oneWalk(rest, from); ok {
			p.closeUp(rest, bring)
			return p.spanned(), true
		}
	}
	return earliest.spanned(), len(offers) > 0
}

// oneWalk picks each shop's first slot from a moment on, when all begin within
// two hours of it. It drops from rest what lies before, so that a whole search
// looks at each slot once.
func oneWalk(rest map[ident.ID][]Slot, from time.Time) (Proposal, bool) {
	p := Proposal{Together: true, Slots: make(map[ident.ID]Slot, len(rest))}
	for id, slots := range rest {
		for len(slots) > 0 && slots[0].Start.Before(from) {
			slots = slots[1:]
		}
		rest[id] = slots
		if len(slots) == 0 || slots[0].Start.Sub(from) >= Together {
			return Proposal{}, false
		}
		p.Slots[id] = slots[0]
	}
	return p, true
}

// closeUp moves each shop that is walked to to its last slot that begins no later
// than the walk's last one, so that nobody waits between two doors for longer
// than they must.
func (p Proposal) closeUp(offers map[ident.ID][]Slot, bring []ident.ID) {
	var last time.Time
	for id, s := range p.Slots {
		if !slices.Contains(bring, id) && s.Start.After(last) {
			last = s.Start
		}
	}
	for id := range p.Slots {
		for _, s := range offers[id] {
			if !slices.Contains(bring, id) && !s.Start.After(last) {
				p.Slots[id] = s
			}
		}
	}
}

func (p Proposal) spanned() Proposal {
	for _, s := range p.Slots {
		if p.Start.IsZero() || s.Start.Before(p.Start) {
			p.Start = s.Start
		}
		if s.End.After(p.End) {
			p.End = s.End
		}
	}
	return p
}

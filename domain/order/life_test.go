package order

import (
	"errors"
	"slices"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
)

var noon = time.Date(2026, 11, 26, 11, 0, 0, 0, time.UTC) // a Thursday, 12:00 in Paris

func open9to19() calendar.Schedule {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	s := calendar.Schedule{Zone: paris}
	for i := range s.Week {
		s.Week[i] = []calendar.Span{{From: 9 * 60, To: 19 * 60}}
	}
	return s
}

func draft() Draft {
	return Draft{
		Checkout: ident.New("chk"), Basket: ident.New("bsk"), Shop: Shop{ID: ident.New("shp"), Name: "Au Bon Fromage"},
		Customer: Customer{Name: "Camille", Email: "camille@example.org"}, Way: Counter,
		Slot: Slot{Start: noon.Add(24 * time.Hour), End: noon.Add(25 * time.Hour)}, At: noon,
		Schedule: open9to19(), AcceptWithin: 2 * time.Hour,
		Lines: []Line{
			{Variant: ident.New("var"), Product: ident.New("prd"), ProductName: "Comté 18 mois",
				Quantity: measure.Quantity{Unit: measure.Gram, Amount: 300}, Price: measure.Price{Cents: 2890, Per: measure.Gram}, VATRate: money.Reduced},
			{Variant: ident.New("var"), Product: ident.New("prd"), ProductName: "Bougie",
				Quantity: measure.Quantity{Unit: measure.Piece, Amount: 2}, Price: measure.Price{Cents: 1250, Per: measure.Piece}, VATRate: money.Standard},
		},
	}
}

func made(t *testing.T, change func(*Draft)) Order {
	t.Helper()
	d := draft()
	if change != nil {
		change(&d)
	}
	o, err := New(d)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestNewSumsUp(t *testing.T) {
	o := made(t, func(d *Draft) {
		d.Way, d.Address, d.Delivery = Delivery, &Address{Line1: "1 rue Debertrand"}, Fee{Cents: 390, VATRate: money.Standard}
	})
	want := Totals{ItemsCents: 867 + 2500, DeliveryCents: 390, TotalCents: 3757, VAT: money.Totals{
		{Rate: money.Standard, Gross: 2890, VAT: 482, Net: 2408}, {Rate: money.Reduced, Gross: 867, VAT: 45, Net: 822}}}
	if got := o.Totals; got.ItemsCents != want.ItemsCents || got.TotalCents != want.TotalCents || !slices.Equal(got.VAT, want.VAT) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if o.Lines[0].TotalCents != 867 || !ident.Valid(o.Lines[0].ID, "lin") || len(o.Number) != 7 || o.Number[2] != '-' {
		t.Errorf("lines %+v, number %q", o.Lines, o.Number)
	}
}

func TestNewRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*Draft){
		"no lines":                  func(d *Draft) { d.Lines = nil },
		"delivery to nowhere":       func(d *Draft) { d.Way = Delivery },
		"an address at the counter": func(d *Draft) { d.Address = &Address{} },
		"a slot that has begun":     func(d *Draft) { d.At = d.Slot.Start },
		"a VAT rate of its own":     func(d *Draft) { d.Lines[0].VATRate = 700 },
		"nobody":                    func(d *Draft) { d.Customer.Name = "" },
		"a price per other unit":    func(d *Draft) { d.Lines[0].Price.Per = measure.Piece },
	} {
		d := draft()
		spoil(&d)
		if _, err := New(d); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDeadline(t *testing.T) {
	at := func(h, m int) time.Time { return time.Date(2026, 11, 26, h-1, m, 0, 0, time.UTC) } // Paris in winter
	for name, c := range map[string]struct{ placed, slot, remind, accept time.Time }{
		"two opening hours":      {at(12, 0), at(40, 0), at(13, 0), at(14, 0)},
		"over the night":         {at(18, 0), at(60, 0), at(19, 0), at(34, 0)},
		"placed while closed":    {at(22, 0), at(60, 0), at(34, 0), at(35, 0)},
		"always before the slot": {at(12, 0), at(13, 30), at(13, 0), at(13, 30)},
		"slot before half time":  {at(12, 0), at(12, 40), at(12, 20), at(12, 40)},
	} {
		remind, accept := Deadline(open9to19(), c.placed, 0, 2*time.Hour, c.slot)
		if !remind.Equal(c.remind) || !accept.Equal(c.accept) {
			t.Errorf("%s: reminded %v, accept by %v; want %v, %v", name, remind, accept, c.remind, c.accept)
		}
	}
	for after, want := range map[time.Duration]time.Time{30 * time.Minute: at(12, 30), 3 * time.Hour: at(13, 0)} {
		if remind, _ := Deadline(open9to19(), at(12, 0), after, 2*time.Hour, at(40, 0)); !remind.Equal(want) {
			t.Errorf("asked to remind after %s: %v", after, remind)
		}
	}
	if _, accept := Deadline(calendar.Schedule{}, at(12, 0), 0, time.Hour, at(14, 0)); !accept.Equal(at(14, 0)) {
		t.Errorf("a shop that never opens has until %v", accept)
	}
}

// TestMoves says for every state, command and party whether it is legal.
func TestMoves(t *testing.T) {
	legal := map[Command]map[Party][]State{
		Confirm:         {ByCustomer: {AwaitingConfirmation}},
		Accept:          {ByShop: {Placed}, BySystem: {Placed}},
		Refuse:          {ByShop: {Placed}},
		MakeReady:       {ByShop: {Accepted}},
		Dispatch:        {ByShop: {Ready}},
		Deliver:         {ByShop: {OutForDelivery}},
		Collect:         {ByShop: {Ready}},
		Cancel:          {ByCustomer: {AwaitingConfirmation, Placed, Accepted}, ByShop: {Placed, Accepted, Ready, OutForDelivery}, BySystem: {AwaitingConfirmation}},
		Expire:          {BySystem: {AwaitingConfirmation, Placed}},
		MarkUncollected: {ByShop: {Ready}},
	}
	for c, m := range moves {
		for _, s := range States {
			for _, p := range []Party{ByCustomer, ByShop, BySystem} {
				o := made(t, func(d *Draft) {
					if d.Way = m.way; m.way == "" {
						d.Way = Counter
					} else if m.way == Delivery {
						d.Address = &Address{}
					}
				})
				o.life.State = s
				at := noon
				if c == Expire || c == MarkUncollected {
					at = o.Slot.End
				}
				if o.life.ConfirmBy = noon.Add(time.Minute); c == Expire {
					o.life.ConfirmBy = noon
				}
				before, _ := o.Pending()
				did, err := o.Do(c, By{Party: p}, at, Say{Reason: "plus de gaz"})
				after, facts := o.Pending()
				switch want := slices.Contains(legal[c][p], s); {
				case want && (err != nil || !did || o.State() != m.to || len(after) != len(before)+1 || len(facts) != 2):
					t.Errorf("%s by %s from %s: %v, %v, %d events", c, p, s, did, err, len(after)-len(before))
				case !want && s == m.to && (err != nil || did):
					t.Errorf("%s again by %s: %v, %v", c, p, did, err)
				case !want && s != m.to && (err == nil || o.State() != s):
					t.Errorf("%s by %s from %s was let through", c, p, s)
				}
			}
		}
	}
}

func TestRulesOfTime(t *testing.T) {
	o := made(t, nil)
	late := o.life.AcceptBy
	if _, err := o.Do(Accept, By{Party: ByShop}, late, Say{}); !errors.Is(err, ErrDeadline) {
		t.Errorf("accepted at the deadline: %v", err)
	}
	if _, err := o.Do(Expire, By{Party: BySystem}, late.Add(-1), Say{}); !errors.Is(err, ErrTooEarly) {
		t.Errorf("expired before the deadline: %v", err)
	}
	if o.Remind(o.life.RemindAt.Add(-1)) || !o.Remind(o.life.RemindAt) || o.Remind(late.Add(-1)) {
		t.Error("not reminded once, at half time")
	}
	if !o.Due().Equal(late) {
		t.Errorf("after the reminder due at %v", o.Due())
	}
	o.life.State = Ready
	if _, err := o.Do(MarkUncollected, By{Party: ByShop}, o.Slot.End.Add(-1), Say{}); !errors.Is(err, ErrTooEarly) {
		t.Errorf("given up before the slot ended: %v", err)
	}
	if _, err := o.Do(Cancel, By{Party: ByCustomer}, noon, Say{}); !errors.Is(err, ErrState) {
		t.Errorf("cancelled by the customer when ready: %v", err)
	}
	if _, err := o.Do(Cancel, By{Party: ByShop}, noon, Say{Reason: " "}); !errors.Is(err, fault.ErrInvalid) {
		t.Errorf("cancelled by the shop without a word: %v", err)
	}
}

func TestGuestsOrderIsTheShopsOnceConfirmed(t *testing.T) {
	o := made(t, func(d *Draft) { d.ConfirmBy, d.AutoAccept = noon.Add(15*time.Minute), true })
	if _, facts := o.Pending(); o.State() != AwaitingConfirmation || len(facts) != 0 || !o.Due().Equal(noon.Add(15*time.Minute)) {
		t.Fatalf("%s, %d facts, due %v", o.State(), len(facts), o.Due())
	}
	if _, err := o.Do(Confirm, By{Party: ByCustomer}, noon, Say{}); err != nil {
		t.Fatal(err)
	}
	events, facts := o.Pending()
	var kinds []EventKind
	for _, e := range events {
		kinds = append(kinds, e.Kind)
	}
	if !slices.Equal(kinds, []EventKind{EventPlaced, EventConfirmed, "accepted"}) || len(facts) != 2 || facts[1].Kind != FactAccepted {
		t.Errorf("%v, facts %v", kinds, facts)
	}
}

func TestSecretsDependOnKeyOrderAndVersion(t *testing.T) {
	s, other := NewSecrets(make([]byte, 32)), NewSecrets([]byte("another key of at least 32 bytes!"))
	a, b := made(t, nil), made(t, nil)
	same := a
	same.ID = ident.New("ord")
	raised := a
	raised.life.SecretVersion++
	if s.GuestMatches(a, s.Guest(b)) || s.GuestMatches(a, other.Guest(a)) || s.GuestMatches(raised, s.Guest(a)) || !s.GuestMatches(same, s.Guest(a)) {
		t.Error("a secret opens what it should not, or not its own checkout")
	}
	if len(s.Guest(a)) != 43 || len(s.Pickup(a)) != 6 || !s.PickupMatches(a, s.Pickup(a)) || s.PickupMatches(a, "") {
		t.Errorf("%q %q", s.Guest(a), s.Pickup(a))
	}
}

package app_test

import (
	"testing"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestPeerFailure24_CutOffWhenClocksChange: on the two days when clocks change
// in Paris, an order one second after the last moment is refused, and one at
// that moment is placed. A day of lead is a day on the shop's calendar; hours
// are hours that pass.
func TestPeerFailure24_CutOffWhenClocksChange(t *testing.T) {
	t.Parallel()
	at := func(text string) time.Time {
		moment, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for name, c := range map[string]struct {
		leadMinutes    int
		slot, deadline string
	}{
		"spring, a day before":   {24 * 60, "2027-03-28T10:00:00+02:00", "2027-03-27T10:00:00+01:00"},
		"spring, eight hours":    {8 * 60, "2027-03-28T10:00:00+02:00", "2027-03-28T01:00:00+01:00"},
		"autumn, a day before":   {24 * 60, "2026-10-25T10:00:00+01:00", "2026-10-24T10:00:00+02:00"},
		"autumn, eight hours":    {8 * 60, "2026-10-25T10:00:00+01:00", "2026-10-25T02:00:00+01:00"},
		"autumn, the hour twice": {450, "2026-10-25T10:00:00+01:00", "2026-10-25T02:30:00+01:00"},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				deadline := at(c.deadline)
				w := newWorld(t, d, clock.NewManual(deadline.Add(-time.Minute)))
				martin, _ := w.signUp("martin@exemple.fr", "Martin")
				bakery := martin.opensShop("Épi")
				var ways object
				w.nobody().get("/shops/" + bakery + "/ways").must(200).into(&ways)
				delete(ways, "version")
				ways["counter"] = object{"offered": true, "leadMinutes": c.leadMinutes, "slotMinutes": 30, "capacity": 5, "daysAhead": 7}
				martin.match(`"0"`).put("/shops/"+bakery+"/ways", ways).must(200)
				wanted := wish(bakery, martin.sells(bakery, "Pain de campagne", 450, 10), 2)
				wanted["slot"] = object{"start": c.slot}
				request := checkoutOf(w.nobody().post("/quotes", object{"shops": []object{wanted}}).must(200), wanted)

				w.clock.Set(deadline.Add(time.Second))
				late := w.nobody().places(request).refused(422, "fulfilment.slot_closed")
				if late.text("errors", 0, "pointer") != "/shops/0/slot" {
					t.Errorf("told %s", late.body)
				}
				w.clock.Set(deadline)
				placed := w.nobody().places(request).must(201)
				if got := placed.text("orders", 0, "slot", "start"); got != c.slot {
					t.Errorf("the slot of the order is told as %s, not in the shop's zone", got)
				}
			})
		})
	}
}

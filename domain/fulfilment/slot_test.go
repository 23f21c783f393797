package fulfilment

import (
	"errors"
	"testing"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/ident"
)

var paris = func() *time.Location {
	l, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err)
	}
	return l
}()

// at is a moment on the wall clock in Paris.
func at(month time.Month, day, hour, minute int) time.Time {
	return time.Date(2026, month, day, hour, minute, 0, 0, paris).UTC()
}

func span(from, to int) []calendar.Span {
	return []calendar.Span{{From: calendar.TimeOfDay(from * 60), To: calendar.TimeOfDay(to * 60)}}
}

// everyDay is a shop that opens at the same hours each day.
func everyDay(from, to int) calendar.Schedule {
	s := calendar.Schedule{Zone: paris}
	for d := range s.Week {
		s.Week[d] = span(from, to)
	}
	return s
}

func counter(lead, length time.Duration, capacity, days int) Ways {
	return Ways{Counter: CounterWay{Rule{Offered: true, Lead: lead, Length: length, Capacity: capacity, DaysAhead: days}}}
}

// The clocks go forward on 29 March 2026 and back on 25 October 2026.
func TestPeerFailure24_CutOffOnTheShopsClock(t *testing.T) {
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		lead            time.Duration
		start, deadline time.Time
	}{
		"two hours before":                      {2 * time.Hour, at(11, 28, 12, 0), at(11, 28, 10, 0)},
		"a day before":                          {day, at(11, 28, 10, 0), at(11, 27, 10, 0)},
		"a day before, clocks forward":          {day, at(3, 29, 10, 0), at(3, 28, 10, 0)},
		"a day before, clocks back":             {day, at(10, 25, 10, 0), at(10, 24, 10, 0)},
		"the day after, clocks forward":         {day, at(3, 30, 10, 0), at(3, 29, 10, 0)},
		"a day and two hours, clocks back":      {day + 2*time.Hour, at(10, 25, 12, 0), at(10, 24, 10, 0)},
		"elapsed hours over the change":         {4 * time.Hour, at(3, 29, 6, 0), at(3, 29, 1, 0)},
		"a skipped time means the change's end": {day, at(3, 30, 2, 30), at(3, 29, 3, 0)},
	} {
		w := counter(c.lead, time.Hour, 1, 7)
		if got := w.Counter.Deadline(c.start, paris); !got.Equal(c.deadline) {
			t.Errorf("%s: until %s, want %s", name, got.In(paris), c.deadline.In(paris))
		}
		p := Plan{Shop: "shp_1", Ways: w, Schedule: everyDay(0, 24)}
		if c.start.Minute() != 0 {
			continue
		}
		if _, err := p.At(Counter, c.start, c.deadline); err != nil {
			t.Errorf("%s: at the deadline: %v", name, err)
		}
		if _, err := p.At(Counter, c.start, c.deadline.Add(time.Second)); !errors.Is(err, ErrSlotClosed) {
			t.Errorf("%s: a second later: %v", name, err)
		}
	}
}

func TestSlotsAreCutFromEachSpanAndKeepTheirStart(t *testing.T) {
	s := calendar.Schedule{Zone: paris, Exceptions: map[calendar.Date][]calendar.Span{
		{Year: 2026, Month: 11, Day: 29}: nil,
		{Year: 2026, Month: 11, Day: 30}: {{From: 9 * 60, To: 10*60 + 45}},
	}}
	s.Week[time.Saturday] = append(span(9, 10), span(14, 15)...)
	s.Week[time.Sunday], s.Week[time.Monday] = span(9, 12), span(9, 12)
	p := Plan{Shop: "shp_1", Ways: counter(time.Hour, 30*time.Minute, 3, 2), Schedule: s, Booked: map[Key]int{
		KeyOf("shp_1", Counter, at(11, 28, 14, 30)): 3, KeyOf("shp_1", Counter, at(11, 30, 9, 0)): 1,
		KeyOf("shp_2", Counter, at(11, 30, 9, 30)): 3, KeyOf("shp_1", Delivery, at(11, 30, 9, 30)): 3,
	}}
	now := at(11, 28, 8, 10)
	want := []Slot{
		{at(11, 28, 9, 30), at(11, 28, 10, 0), 3}, {at(11, 28, 14, 0), at(11, 28, 14, 30), 3},
		{at(11, 28, 14, 30), at(11, 28, 15, 0), 0},
		{at(11, 30, 9, 0), at(11, 30, 9, 30), 2}, {at(11, 30, 9, 30), at(11, 30, 10, 0), 3}, {at(11, 30, 10, 0), at(11, 30, 10, 30), 3},
	}
	same(t, p.Slots(Counter, calendar.Date{}, now), want)
	same(t, p.Slots(Counter, calendar.Date{Year: 2026, Month: 11, Day: 29}, now), want[3:])
	same(t, p.Offered(Counter, now), append(append([]Slot{}, want[:2]...), want[3:]...))
	if p.Slots(Delivery, calendar.Date{}, now) != nil {
		t.Error("a way that is not offered has slots")
	}
	for start, refusal := range map[time.Time]error{
		at(11, 28, 9, 0): ErrSlotClosed, at(11, 28, 9, 31): ErrSlotClosed, at(11, 28, 14, 30): ErrSlotFull,
		at(11, 29, 9, 0): ErrSlotClosed, at(12, 5, 9, 0): ErrSlotClosed, at(11, 30, 10, 0): nil,
	} {
		if _, err := p.At(Counter, start, now); !errors.Is(err, refusal) {
			t.Errorf("%s: %v", start.In(paris), err)
		}
	}
	if _, err := p.At(Delivery, at(11, 28, 14, 0), now); !errors.Is(err, ErrWayNotOffered) {
		t.Errorf("delivery: %v", err)
	}
}

func same(t *testing.T, got, want []Slot) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %v\nwant %v", got, want)
	}
	for i := range got {
		if !got[i].Start.Equal(want[i].Start) || !got[i].End.Equal(want[i].End) || got[i].Left != want[i].Left {
			t.Errorf("slot %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func TestDeliveriesKeepTheirOwnHoursSaveOnClosures(t *testing.T) {
	w := counter(0, time.Hour, 1, 3)
	w.Delivery = DeliveryWay{Rule: w.Counter.Rule, Postcodes: []string{"91410"}}
	w.Delivery.Week[time.Sunday], w.Delivery.Week[time.Monday] = span(18, 19), span(18, 19)
	s := calendar.Schedule{Zone: paris, Exceptions: map[calendar.Date][]calendar.Span{{Year: 2026, Month: 11, Day: 30}: nil}}
	p := Plan{Ways: w, Schedule: s}
	same(t, p.Slots(Delivery, calendar.Date{}, at(11, 28, 8, 0)), []Slot{{at(11, 29, 18, 0), at(11, 29, 19, 0), 1}})
	reopening := calendar.Date{Year: 2026, Month: 12, Day: 1}
	p.Schedule.PausedUntil = &reopening
	same(t, p.Slots(Delivery, calendar.Date{}, at(11, 28, 8, 0)), nil)
}

func TestConflictsAreThoseNoLongerCovered(t *testing.T) {
	closed, paused := calendar.Date{Year: 2026, Month: 12, Day: 2}, calendar.Date{Year: 2026, Month: 11, Day: 29}
	s := everyDay(9, 12)
	s.Exceptions, s.PausedUntil = map[calendar.Date][]calendar.Span{closed: nil}, &paused
	p := Plan{Ways: counter(0, time.Hour, 1, 7), Schedule: s}
	p.Ways.Delivery = DeliveryWay{Rule: p.Ways.Counter.Rule}
	booked := func(id ident.ID, way Way, start time.Time) Booking {
		return Booking{Order: id, Way: way, Start: start, End: start.Add(30 * time.Minute)}
	}
	got := p.conflicts([]Booking{
		booked("paused", Counter, at(11, 28, 9, 0)), booked("kept", Counter, at(11, 29, 9, 15)),
		booked("early", Counter, at(11, 29, 8, 45)), booked("delivered", Delivery, at(11, 29, 9, 0)),
		booked("closed", Counter, at(12, 2, 9, 0)),
	})
	want := map[ident.ID]string{"paused": Paused, "early": HoursChanged, "delivered": SlotsChanged, "closed": ClosedThatDay}
	if len(got) != len(want) {
		t.Errorf("got %+v", got)
	}
	for _, c := range got {
		if want[c.Order] != c.Reason {
			t.Errorf("%s is a conflict: %s", c.Order, c.Reason)
		}
	}
	p.Ways.Counter.Offered = false
	if got := p.conflicts([]Booking{booked("kept", Counter, at(11, 29, 9, 15))}); len(got) != 1 || got[0].Reason != WayWithdrawn {
		t.Errorf("got %+v", got)
	}
}

package calendar

import (
	"slices"
	"testing"
	"time"
)

// usual is a shop with a break, closed on Sunday and Monday, late on Friday.
func usual(t testing.TB) Schedule {
	day := spans(t, "09:00-12:30", "14:30-19:00")
	return Schedule{Zone: zone(t, "Europe/Paris"), Week: Week{
		time.Tuesday: day, time.Wednesday: day, time.Thursday: day,
		time.Friday:   spans(t, "09:00-12:30", "14:30-24:00"),
		time.Saturday: spans(t, "00:00-01:00", "09:00-18:00"),
	}}
}

// every is a shop with the same hours each day.
func every(t testing.TB, texts ...string) Schedule {
	s := Schedule{Zone: zone(t, "Europe/Paris")}
	for i := range s.Week {
		s.Week[i] = spans(t, texts...)
	}
	return s
}

func with(s Schedule, exceptions ...Exception) Schedule {
	s.Exceptions = SpansByDate(exceptions)
	return s
}

func paused(s Schedule, until Date) Schedule {
	s.PausedUntil = &until
	return s
}

// Days of 2026: 13 July is a Monday.
func TestOpenings(t *testing.T) {
	monday, tuesday := Date{2026, 7, 13}, Date{2026, 7, 14}
	for name, c := range map[string]struct {
		s        Schedule
		from, to string
		want     []string // pairs
	}{
		"never":           {Schedule{}, "2026-07-01 00:00", "2026-08-01 00:00", nil},
		"a break":         {usual(t), "2026-07-13 00:00", "2026-07-15 00:00", []string{"2026-07-14 07:00", "2026-07-14 10:30", "2026-07-14 12:30", "2026-07-14 17:00"}},
		"cut to the ends": {usual(t), "2026-07-14 08:00", "2026-07-14 13:00", []string{"2026-07-14 08:00", "2026-07-14 10:30", "2026-07-14 12:30", "2026-07-14 13:00"}},
		"across midnight": {usual(t), "2026-07-17 12:00", "2026-07-18 06:00", []string{"2026-07-17 12:30", "2026-07-17 23:00"}},
		"within midnight": {usual(t), "2026-07-17 21:00", "2026-07-17 22:30", []string{"2026-07-17 21:00", "2026-07-17 22:30"}},
		"day and night":   {every(t, "00:00-24:00"), "2026-03-20 00:00", "2026-04-20 00:00", []string{"2026-03-20 00:00", "2026-04-20 00:00"}},
		"touching spans":  {every(t, "08:00-10:00", "10:00-11:00"), "2026-07-13 00:00", "2026-07-14 00:00", []string{"2026-07-13 06:00", "2026-07-13 09:00"}},
		"backwards":       {every(t, "00:00-24:00"), "2026-07-14 00:00", "2026-07-13 00:00", nil},
		"opening on a closed day": {with(usual(t), Exception{monday, spans(t, "10:00-12:00"), "fête"}), "2026-07-13 00:00", "2026-07-14 00:00",
			[]string{"2026-07-13 08:00", "2026-07-13 10:00"}},
		"closed on an open day": {with(usual(t), Exception{tuesday, nil, "férié"}), "2026-07-13 00:00", "2026-07-15 00:00", nil},
		"paused until Wednesday": {paused(with(usual(t), Exception{monday, spans(t, "10:00-12:00"), ""}), Date{2026, 7, 15}), "2026-07-01 00:00", "2026-07-15 12:00",
			[]string{"2026-07-15 07:00", "2026-07-15 10:30"}},

		"spring: an hour is skipped": {every(t, "01:00-04:00"), "2026-03-28 12:00", "2026-03-29 12:00", []string{"2026-03-29 00:00", "2026-03-29 02:00"}},
		"spring: a skipped span":     {every(t, "02:00-03:00"), "2026-03-28 12:00", "2026-03-29 12:00", nil},
		"spring: skipped start":      {every(t, "02:30-05:00"), "2026-03-28 12:00", "2026-03-29 12:00", []string{"2026-03-29 01:00", "2026-03-29 03:00"}},
		"spring: skipped end":        {every(t, "01:00-02:30"), "2026-03-28 12:00", "2026-03-29 12:00", []string{"2026-03-29 00:00", "2026-03-29 01:00"}},
		"spring: the next morning":   {every(t, "09:00-12:00"), "2026-03-28 00:00", "2026-03-30 00:00", []string{"2026-03-28 08:00", "2026-03-28 11:00", "2026-03-29 07:00", "2026-03-29 10:00"}},
		"spring 2027":                {every(t, "01:00-04:00"), "2027-03-27 12:00", "2027-03-28 12:00", []string{"2027-03-28 00:00", "2027-03-28 02:00"}},
		"autumn: an hour twice":      {every(t, "01:00-04:00"), "2026-10-24 12:00", "2026-10-25 12:00", []string{"2026-10-24 23:00", "2026-10-25 03:00"}},
		"autumn: first passing":      {every(t, "02:15-02:45"), "2026-10-24 12:00", "2026-10-25 12:00", []string{"2026-10-25 00:15", "2026-10-25 00:45"}},
		"autumn: until three":        {every(t, "02:30-03:00"), "2026-10-24 12:00", "2026-10-25 12:00", []string{"2026-10-25 00:30", "2026-10-25 02:00"}},
		"autumn: the next morning":   {every(t, "09:00-12:00"), "2026-10-24 00:00", "2026-10-26 00:00", []string{"2026-10-24 07:00", "2026-10-24 10:00", "2026-10-25 08:00", "2026-10-25 11:00"}},
		"autumn 2027":                {every(t, "01:00-04:00"), "2027-10-30 12:00", "2027-10-31 12:00", []string{"2027-10-30 23:00", "2027-10-31 03:00"}},
	} {
		var got []string
		for _, i := range c.s.Openings(moment(t, c.from), moment(t, c.to)) {
			got = append(got, i.From.Format("2006-01-02 15:04"), i.To.Format("2006-01-02 15:04"))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestStatus(t *testing.T) {
	holiday := paused(usual(t), Date{2026, 8, 4})
	for name, c := range map[string]struct {
		s               Schedule
		at              string
		open            bool
		closes, reopens string
	}{
		"in the morning":    {usual(t), "2026-07-14 07:00", true, "2026-07-14 10:30", ""},
		"in the break":      {usual(t), "2026-07-14 10:30", false, "", "2026-07-14 12:30"},
		"after Saturday":    {usual(t), "2026-07-18 16:00", false, "", "2026-07-21 07:00"},
		"past midnight":     {usual(t), "2026-07-17 20:00", true, "2026-07-17 23:00", ""},
		"day and night":     {every(t, "00:00-24:00"), "2026-07-14 00:00", true, "", ""},
		"never":             {Schedule{}, "2026-07-14 00:00", false, "", ""},
		"on a long holiday": {holiday, "2026-07-13 12:00", false, "", ""},
		"three weeks left":  {holiday, "2026-07-14 12:00", false, "", "2026-08-04 07:00"},
		"the first 02:40":   {every(t, "02:15-02:45"), "2026-10-25 00:40", true, "2026-10-25 00:45", ""},
		"the second 02:40":  {every(t, "02:15-02:45"), "2026-10-25 01:40", false, "", "2026-10-26 01:15"},
		"night of spring":   {every(t, "02:15-02:45"), "2026-03-29 01:00", false, "", "2026-03-30 00:15"},
	} {
		got := c.s.Status(moment(t, c.at))
		if got.Open != c.open || show(got.ClosesAt) != c.closes || show(got.OpensAt) != c.reopens || c.s.IsOpen(moment(t, c.at)) != c.open {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func show(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Format("2006-01-02 15:04")
}

func TestAddOpen(t *testing.T) {
	for name, c := range map[string]struct {
		s    Schedule
		at   string
		d    time.Duration
		want string
	}{
		"within the morning":     {usual(t), "2026-07-14 07:30", 2 * time.Hour, "2026-07-14 09:30"},
		"just until closing":     {usual(t), "2026-07-14 08:30", 2 * time.Hour, "2026-07-14 10:30"},
		"over the break":         {usual(t), "2026-07-14 09:30", 2 * time.Hour, "2026-07-14 13:30"},
		"from the break":         {usual(t), "2026-07-14 11:00", 2 * time.Hour, "2026-07-14 14:30"},
		"over the weekend":       {usual(t), "2026-07-18 15:00", 2 * time.Hour, "2026-07-21 08:00"},
		"nothing":                {usual(t), "2026-07-13 15:00", 0, "2026-07-13 15:00"},
		"over a skipped hour":    {every(t, "01:00-04:00"), "2026-03-29 00:30", 2 * time.Hour, "2026-03-29 23:30"},
		"over a doubled hour":    {every(t, "01:00-04:00"), "2026-10-24 23:30", 3 * time.Hour, "2026-10-25 02:30"},
		"never":                  {Schedule{}, "2026-07-14 07:30", time.Minute, ""},
		"not within 31 days":     {paused(usual(t), Date{2026, 9, 1}), "2026-07-14 07:30", time.Minute, ""},
		"more than 31 days give": {every(t, "00:00-24:00"), "2026-07-14 07:30", 32 * 24 * time.Hour, ""},
		"all that 31 days give":  {every(t, "00:00-24:00"), "2026-07-14 07:30", 31 * 24 * time.Hour, "2026-08-14 07:30"},
	} {
		got, ok := c.s.AddOpen(moment(t, c.at), c.d)
		if show(got) != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %v, %v, want %s", name, got, ok, c.want)
		}
	}
}

func TestOpeningDaysBetween(t *testing.T) {
	monday := Date{2026, 7, 13}
	for name, c := range map[string]struct {
		s    Schedule
		days int
		want int
	}{
		"a week":            {usual(t), 7, 5},
		"until Tuesday":     {usual(t), 1, 0},
		"no days":           {usual(t), 0, 0},
		"backwards":         {usual(t), -7, 0},
		"with a closure":    {with(usual(t), Exception{monday.AddDays(1), nil, ""}), 7, 4},
		"with an opening":   {with(usual(t), Exception{monday, spans(t, "10:00-12:00"), ""}), 7, 6},
		"with a pause":      {paused(usual(t), monday.AddDays(3)), 7, 3},
		"in a skipped hour": {every(t, "02:00-03:00"), 365, 364}, // skipped on 28 March 2027
	} {
		if got := c.s.OpeningDaysBetween(monday, monday.AddDays(c.days)); got != c.want {
			t.Errorf("%s: got %d, want %d", name, got, c.want)
		}
	}
}

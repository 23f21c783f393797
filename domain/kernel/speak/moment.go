package speak

import (
	"fmt"
	"time"
)

var (
	jours = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	mois  = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
		"septembre", "octobre", "novembre", "décembre"}
)

// Day writes the date of t in t's own zone, without the year: "samedi 28
// novembre", "Saturday 28 November".
func (l Language) Day(t time.Time) string {
	if l == English {
		return t.Format("Monday 2 January")
	}
	day := fmt.Sprint(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return jours[t.Weekday()] + " " + day + nbsp + mois[t.Month()-1]
}

// Date writes the day and the year: "samedi 28 novembre 2026".
func (l Language) Date(t time.Time) string { return fmt.Sprint(l.Day(t), " ", t.Year()) }

// Time writes the time of day of t in t's own zone: "10 h 30", "10 h", "10:30".
func (l Language) Time(t time.Time) string {
	switch {
	case l == English:
		return t.Format("15:04")
	case t.Minute() == 0:
		return fmt.Sprint(t.Hour(), nbsp+"h")
	}
	return fmt.Sprintf("%d%sh%s%02d", t.Hour(), nbsp, nbsp, t.Minute())
}

// Span writes a stretch within one day: "samedi 28 novembre, entre 10 h et
// 10 h 30", "Saturday 28 November, between 10:00 and 10:30".
func (l Language) Span(from, to time.Time) string {
	if l == English {
		return l.Day(from) + ", between " + l.Time(from) + " and " + l.Time(to)
	}
	return l.Day(from) + ", entre " + l.Time(from) + " et " + l.Time(to)
}

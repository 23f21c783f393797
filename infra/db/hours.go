package db

import (
	"fmt"
	"strings"

	"cabas/domain/kernel/calendar"
)

// writeWeek writes the spans of the seven days, Monday first, as in
// "09:00-12:30 14:00-19:00;;09:00-12:30;;;;".
func writeWeek(w calendar.Week) string {
	days := make([]string, len(calendar.Weekdays))
	for i, d := range calendar.Weekdays {
		days[i] = writeSpans(w[d])
	}
	return strings.Join(days, ";")
}

// readWeek reads what writeWeek wrote.
func readWeek(text string) (w calendar.Week, err error) {
	days := strings.Split(text, ";")
	if len(days) != len(calendar.Weekdays) {
		return w, fmt.Errorf("db: not a week: %q", text)
	}
	for i, d := range calendar.Weekdays {
		if w[d], err = readSpans(days[i]); err != nil {
			return w, err
		}
	}
	return w, nil
}

// writeSpans writes spans as in "09:00-12:30 14:00-19:00".
func writeSpans(spans []calendar.Span) string {
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = s.String()
	}
	return strings.Join(words, " ")
}

func readSpans(text string) ([]calendar.Span, error) {
	var out []calendar.Span
	for _, word := range strings.Fields(text) {
		from, to, _ := strings.Cut(word, "-")
		start, err := calendar.ParseTimeOfDay(from)
		if err != nil {
			return nil, fmt.Errorf("db: not a span: %q", word)
		}
		end, err := calendar.ParseTimeOfDay(to)
		if err != nil {
			return nil, fmt.Errorf("db: not a span: %q", word)
		}
		out = append(out, calendar.Span{From: start, To: end})
	}
	return out, nil
}

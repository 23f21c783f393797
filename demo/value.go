package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// Time is a time of day in minutes since midnight, written "09:30".
type Time int

// UnmarshalYAML reads "09:30".
func (t *Time) UnmarshalYAML(node *yaml.Node) error {
	minutes, err := parseTime(node.Value)
	if err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	*t = minutes
	return nil
}

// Span is a stretch of one day, written "09:30-12:30"; To comes after From.
type Span struct{ From, To Time }

// UnmarshalYAML reads "09:30-12:30".
func (s *Span) UnmarshalYAML(node *yaml.Node) error {
	from, to, _ := strings.Cut(node.Value, "-")
	start, err := parseTime(from)
	if err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	end, err := parseTime(to)
	if err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	if end <= start {
		return fmt.Errorf("line %d: span %q ends before it starts", node.Line, node.Value)
	}
	*s = Span{From: start, To: end}
	return nil
}

func parseTime(text string) (Time, error) {
	at, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, fmt.Errorf("%q is not a time of day such as \"09:30\"", text)
	}
	return Time(at.Hour()*60 + at.Minute()), nil
}

// Week holds the spans of each day; a day without any is closed.
type Week struct {
	Monday    []Span `yaml:"monday"`
	Tuesday   []Span `yaml:"tuesday"`
	Wednesday []Span `yaml:"wednesday"`
	Thursday  []Span `yaml:"thursday"`
	Friday    []Span `yaml:"friday"`
	Saturday  []Span `yaml:"saturday"`
	Sunday    []Span `yaml:"sunday"`
}

// Days returns the week indexed by time.Weekday.
func (w Week) Days() [7][]Span {
	return [7][]Span{w.Sunday, w.Monday, w.Tuesday, w.Wednesday, w.Thursday, w.Friday, w.Saturday}
}

// Day is a number of days from today: "today" is 0, "tomorrow" 1, -3 the day
// three days ago.
type Day int

// UnmarshalYAML reads "today", "tomorrow", "yesterday" or a whole number.
func (d *Day) UnmarshalYAML(node *yaml.Node) error {
	switch node.Value {
	case "yesterday":
		*d = -1
	case "today":
		*d = 0
	case "tomorrow":
		*d = 1
	default:
		days, err := strconv.Atoi(node.Value)
		if err != nil {
			return fmt.Errorf("line %d: %q is not a day such as today or -3", node.Line, node.Value)
		}
		*d = Day(days)
	}
	return nil
}

// Stock is what the shop says it has: an amount that is counted (pieces, or
// grams when sold by weight), or only whether there is some.
type Stock struct {
	Given   bool  // the file says something
	Counted bool  // Amount is kept exactly
	Amount  int64 // of a counted stock
	SoldOut bool
}

// UnmarshalYAML reads an amount, "available" or "sold_out".
func (s *Stock) UnmarshalYAML(node *yaml.Node) error {
	switch node.Value {
	case "available":
		*s = Stock{Given: true}
	case "sold_out":
		*s = Stock{Given: true, SoldOut: true}
	default:
		amount, err := strconv.ParseInt(node.Value, 10, 64)
		if err != nil || amount < 0 {
			return fmt.Errorf("line %d: stock %q is neither an amount, available nor sold_out", node.Line, node.Value)
		}
		*s = Stock{Given: true, Counted: true, Amount: amount, SoldOut: amount == 0}
	}
	return nil
}

package doctor

import "fmt"

// Difference is one place where the books contradict themselves.
type Difference struct {
	// Subject is what it is about: an identifier, a slot, a listener.
	Subject string
	// What is wrong, in plain words, both figures included.
	What string
}

// String is the difference on one line.
func (d Difference) String() string { return d.Subject + ": " + d.What }

// Report is what an examination found.
type Report struct {
	// Stocks, Slots, Orders and Facts count what was examined.
	Stocks, Slots, Orders, Facts int64
	// Differences are the first MaxDifferences found; Found counts them all.
	Differences []Difference
	Found       int
}

// MaxDifferences bounds how many differences a report lists.
const MaxDifferences = 1000

// Healthy reports whether the books agree.
func (r Report) Healthy() bool { return r.Found == 0 }

func (r *Report) note(wrong bool, subject, format string, args ...any) {
	if !wrong {
		return
	}
	r.Found++
	if len(r.Differences) < MaxDifferences {
		r.Differences = append(r.Differences, Difference{subject, fmt.Sprintf(format, args...)})
	}
}

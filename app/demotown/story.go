package demotown

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// act is something that happened at a moment of the past.
type act struct {
	at   time.Time
	what string
	do   func(ctx context.Context) error
}

// later adds an act to the story; acts may add later ones while it is told.
func (l *loader) later(at time.Time, what string, do func(ctx context.Context) error) {
	l.story = append(l.story, act{at, what, do})
}

// tellStory does everything in the order in which it happened, at the moment at
// which it happened, and has people told of each act before the next.
func (l *loader) tellStory(ctx context.Context) error {
	for len(l.story) > 0 {
		next := 0
		for i, a := range l.story {
			if a.at.Before(l.story[next].at) {
				next = i
			}
		}
		a := l.story[next]
		l.story = slices.Delete(l.story, next, next+1)
		l.Clock.Set(a.at)
		if err := a.do(ctx); err != nil {
			return fmt.Errorf("%s at %s: %w", a.what, a.at.Format(time.RFC3339), err)
		}
		if err := l.Tell(ctx); err != nil {
			return fmt.Errorf("%s: %w", a.what, err)
		}
	}
	return nil
}

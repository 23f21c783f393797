package mid

import (
	"errors"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
)

func TestALimitSaysWhenItIsOver(t *testing.T) {
	l, now := newLimiter(2), time.Unix(1000, 0)
	for i := range 8 { // four seconds' worth at once
		if err := l.take("a", now); err != nil {
			t.Fatalf("request %d: %v", i, err)
		}
	}
	err := l.take("a", now)
	var f *fault.Error
	if !errors.As(err, &f) || !errors.Is(err, fault.ErrTooMany) || f.RetryAfter != 500*time.Millisecond {
		t.Fatalf("got %v", err)
	}
	if err := l.take("b", now); err != nil {
		t.Fatalf("another pays for it: %v", err)
	}
	now = now.Add(f.RetryAfter)
	if err := l.take("a", now); err != nil {
		t.Fatalf("not over when it was said to be: %v", err)
	}
	if err := l.take("a", now); err == nil {
		t.Fatal("more than the rate")
	}
	if _ = l.take("c", now.Add(2*time.Minute)); len(l.whole) != 1 {
		t.Fatalf("%d keys are remembered for nothing", len(l.whole))
	}
}

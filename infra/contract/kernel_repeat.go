package contract

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
	"cabas/domain/kernel/work"
)

// Repeats is what every store of named attempts must do.
func Repeats(t *testing.T, unit work.Unit[repeat.Book], sweeper repeat.Sweeper) {
	now := time.Date(2026, 11, 28, 11, 0, 0, 0, time.UTC)
	claim := func(k repeat.Key, result ident.ID) (earlier ident.ID, err error) {
		err = unit.Do(context.Background(), func(ctx context.Context, book repeat.Book) error {
			earlier, err = book.Claim(ctx, k, result, now)
			return err
		})
		return earlier, err
	}
	key := repeat.Key{Scope: "acc_1 create", Name: "attempt-1", Digest: "a"}
	t.Run("PeerFailure12 one key, one result", func(t *testing.T) {
		first, rest := 0, 0
		for range 3 {
			done := make(chan ident.ID)
			for range 2 {
				go func() {
					earlier, err := claim(key, "prd_1")
					if err != nil {
						t.Error(err)
					}
					done <- earlier
				}()
			}
			for range 2 {
				switch <-done {
				case "":
					first++
				case "prd_1":
					rest++
				}
			}
		}
		if first != 1 || rest != 5 {
			t.Errorf("%d were first and %d were told", first, rest)
		}
	})
	t.Run("another body is refused, another caller independent", func(t *testing.T) {
		other := key
		other.Digest = "b"
		if _, err := claim(other, "prd_2"); !errors.Is(err, repeat.ErrReused) {
			t.Errorf("another body: %v", err)
		}
		other.Scope = "acc_2 create"
		if earlier, err := claim(other, "prd_2"); err != nil || earlier != "" {
			t.Errorf("another caller: %s, %v", earlier, err)
		}
	})
	t.Run("an attempt is forgotten when it is old", func(t *testing.T) {
		for _, c := range []struct {
			before  time.Time
			earlier ident.ID
		}{{now, "prd_1"}, {now.Add(time.Second), ""}} {
			if err := sweeper.Forget(t.Context(), c.before); err != nil {
				t.Fatal(err)
			}
			if earlier, err := claim(key, "prd_9"); err != nil || earlier != c.earlier {
				t.Errorf("before %v: %q, %v", c.before, earlier, err)
			}
		}
	})
	t.Run("without a name nothing is kept", func(t *testing.T) {
		for range 2 {
			if earlier, err := claim(repeat.Key{}, "prd_3"); err != nil || earlier != "" {
				t.Errorf("%s, %v", earlier, err)
			}
		}
	})
}

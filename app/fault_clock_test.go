package app_test

import (
	"path/filepath"
	"testing"
	"time"
)

// TestTheClockJumps sets the machine's clock ahead and back while customers
// buy, as a time server does to a machine that woke up: who is signed in can
// renew, orders are placed and told, and the books agree.
func TestTheClockJumps(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		crowd := w.gather()
		bought := 0
		buys := func(when string) {
			t.Helper()
			if status := crowd.buy(w.base); status != 201 {
				t.Errorf("%s a basket is answered %d", when, status)
			}
			bought++
		}
		buys("before it jumps,")
		w.clock.Advance(40 * time.Minute)
		if status := crowd.buy(w.base); status != 401 {
			t.Errorf("an access token of forty minutes is answered %d", status)
		}
		crowd.renew(t, w.base)
		buys("forty minutes ahead,")
		w.clock.Advance(-100 * time.Minute)
		buys("an hour before it was signed, with a token,")
		crowd.renew(t, w.base)
		buys("an hour before the session began,")
		crowd.insist(t, w.base)
		w.clock.Advance(60 * time.Minute)
		crowd.renew(t, w.base)
		buys("set right again,")
		await(t, "two letters for each order", func() bool {
			files, _ := filepath.Glob(filepath.Join(w.config.Data, "mails", "*.eml"))
			return len(files) >= 2*(bought+1) // the one refused was repeated
		})
		crowd.audit(t, w.db)
	})
}

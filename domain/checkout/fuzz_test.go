package checkout

import (
	"regexp"
	"testing"
	"time"
)

// FuzzNormalPhone: a number is written in one way only, with digits alone.
func FuzzNormalPhone(f *testing.F) {
	for _, s := range []string{"06 39 98 30 01", "+33 (0)6 39 98 30 01", "0033639983001", "+33+33639983001", "+41 22 730 51 11", "0000", "+", ""} {
		f.Add(s)
	}
	form := regexp.MustCompile(`\A\+?[0-9]{7,15}\z`)
	f.Fuzz(func(t *testing.T, s string) {
		phone, ok := normalPhone(s)
		if !ok {
			return
		}
		if again, ok := normalPhone(phone); !ok || again != phone || !form.MatchString(phone) {
			t.Fatalf("%q is %q, then %q", s, phone, again)
		}
	})
}

type plainSeal struct{ Seal }

func (plainSeal) Digest(parts ...string) string { return parts[len(parts)-1] }

// FuzzOriginOf: any address of a caller is counted, and what counts as one
// network counts as one again.
func FuzzOriginOf(f *testing.F) {
	for _, s := range []string{"192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "fe80::1%eth0", "", "unknown", "2001:db8::/64"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		now := time.Unix(0, 0)
		if first := originOf(plainSeal{}, s, now); originOf(plainSeal{}, first, now) != first {
			t.Fatalf("%q is %q, then %q", s, first, originOf(plainSeal{}, first, now))
		}
	})
}

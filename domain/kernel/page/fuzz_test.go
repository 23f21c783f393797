package page

import (
	"errors"
	"testing"

	"cabas/domain/kernel/fault"
)

// FuzzDecode: a position is read or refused as the contract says, and what is
// read can be written and read again.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{Encode("durand", int64(7), true), Encode(), Encode("é", int64(-1), false), "bnVsbA", "W10", "!", "", "W251bGwsbnVsbCxudWxsXQ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var name, name2 string
		var n, n2 int64
		var yes, yes2 bool
		if err := Decode(s, &name, &n, &yes); err != nil {
			if !errors.Is(err, fault.ErrMalformed) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if err := Decode(Encode(name, n, yes), &name2, &n2, &yes2); err != nil || name != name2 || n != n2 || yes != yes2 {
			t.Fatalf("%q is %q %d %v: %v", s, name, n, yes, err)
		}
	})
}

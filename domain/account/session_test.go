package account

import (
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestTokensAreJudged(t *testing.T) {
	first, refresh := newSession("acc_1", "Téléphone", noon)
	_, family, secret, ok := parseToken(refresh)
	if !ok {
		t.Fatalf("our own token is not read: %q", refresh)
	}
	second, next := first.rotate(secret, noon.Add(time.Minute))
	third, _ := second.rotate(next, noon.Add(2*time.Minute))
	for name, c := range map[string]struct {
		session        Session
		family, secret []byte
		after          time.Duration
		want           verdict
	}{
		"the current one":                     {first, family, secret, 0, valid},
		"the current one, late":               {first, family, secret, remembered - 1, valid},
		"the current one, too late":           {first, family, secret, remembered, foreign},
		"the one before, within the grace":    {second, family, secret, time.Minute + grace, lost},
		"the one before, after the grace":     {second, family, secret, time.Minute + grace + 1, reused},
		"the second before, within the grace": {third, family, secret, 2 * time.Minute, reused},
		"an invented secret":                  {first, family, random(secretLen), 0, reused},
		"an invented family":                  {first, random(familyLen), secret, 0, foreign},
	} {
		if got := c.session.judge(c.family, c.secret, noon.Add(c.after)); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	if got := second.successor(secret); digest(got) != second.Current {
		t.Error("the token before does not open its successor")
	}
	if got := second.successor(next); digest(got) == second.Current {
		t.Error("another token opens the successor")
	}
}

func TestStorageHoldsNoToken(t *testing.T) {
	s, refresh := newSession("acc_1", "", noon)
	_, family, secret, _ := parseToken(refresh)
	s, next := s.rotate(secret, noon)
	for _, kept := range []string{s.Family, s.Current, s.Previous, s.Successor} {
		for _, plain := range [][]byte{family, secret, next} {
			if kept == "" || strings.Contains(kept, encode(plain)) {
				t.Errorf("%q is kept", kept)
			}
		}
	}
}

func TestCodesAreSixDigitsAndAddressesMasked(t *testing.T) {
	for range 1000 {
		if c := NewDigits(); len(c) != 6 || strings.Trim(c, "0123456789") != "" {
			t.Fatalf("%q", c)
		}
	}
	if got := masked("élodie@exemple.fr"); got != "é•••@exemple.fr" {
		t.Errorf("masked %q", got)
	}
}

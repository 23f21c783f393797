package token_test

import (
	"errors"
	"strings"
	"testing"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/infra/token"
)

// FuzzBearer: a token says what we signed, or nothing.
func FuzzBearer(f *testing.F) {
	c := clock.NewManual(noon)
	s, err := token.NewSecret(ours)
	if err != nil {
		f.Fatal(err)
	}
	tokens := token.NewTokens(token.NewKeyring(&shelf{}, s, c), issuer)
	said := account.Claims{Account: "acc_1", Session: "ses_1", ExpiresAt: noon.Add(account.AccessLife)}
	signed, err := tokens.Sign(f.Context(), said)
	if err != nil {
		f.Fatal(err)
	}
	head, rest, _ := strings.Cut(signed, ".")
	for _, s := range []string{signed, signed[:len(signed)-1], head + ".e30." + rest, "eyJhbGciOiJub25lIn0." + rest, head + "." + head + "." + head, "..", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, bearer string) {
		got, err := tokens.Read(t.Context(), bearer)
		if err == nil && (got.Account != said.Account || got.Session != said.Session || !got.ExpiresAt.Equal(said.ExpiresAt)) {
			t.Fatalf("%q says %+v", bearer, got)
		}
		if err != nil && !errors.Is(err, fault.ErrUnauthenticated) {
			t.Fatalf("%q: %v", bearer, err)
		}
	})
}

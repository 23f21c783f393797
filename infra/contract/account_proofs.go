package contract

import (
	"errors"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

func proofFor(of ident.ID, purpose, digest string) account.Proof {
	return account.Proof{ID: ident.New("prf"), Account: of, Purpose: purpose, Email: "a@exemple.fr", Digest: digest, ExpiresAt: noon.Add(time.Hour)}
}

func accountProofs(t *testing.T, s account.Proofs) {
	who, other := ident.New("acc"), ident.New("acc")
	first, decoy := proofFor(who, account.PurposeVerify, "d1"), proofFor("", account.PurposeReset, "")
	must(t, errors.Join(s.Put(t.Context(), first), s.Put(t.Context(), proofFor(other, account.PurposeVerify, "d2")), s.Put(t.Context(), decoy)))
	got, err := s.Try(t.Context(), who, account.PurposeVerify, 2, noon)
	if err != nil || got != first {
		t.Fatalf("got %+v, %v", got, err)
	}
	if got, err := s.ByDigest(t.Context(), account.PurposeVerify, "d1", noon); err != nil || got != first {
		t.Errorf("by its digest %+v, %v", got, err)
	}
	for name, look := range map[string]func() error{
		"another purpose": func() error { _, err := s.Try(t.Context(), who, account.PurposeReset, 2, noon); return err },
		"over":            func() error { _, err := s.Try(t.Context(), who, account.PurposeVerify, 9, first.ExpiresAt); return err },
		"tried enough":    func() error { _, err := s.Try(t.Context(), who, account.PurposeVerify, 1, noon); return err },
		"over, by its digest": func() error {
			_, err := s.ByDigest(t.Context(), account.PurposeVerify, "d1", first.ExpiresAt)
			return err
		},
		"for something else":   func() error { _, err := s.ByDigest(t.Context(), account.PurposeReset, "d1", noon); return err },
		"a decoy by no digest": func() error { _, err := s.ByDigest(t.Context(), account.PurposeReset, "", noon); return err },
	} {
		if err := look(); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	second := proofFor(who, account.PurposeVerify, "d3")
	must(t, s.Put(t.Context(), second)) // in place of the first, all tries ahead
	if got, err := s.Try(t.Context(), who, account.PurposeVerify, 1, noon); err != nil || got != second {
		t.Errorf("the second: %+v, %v", got, err)
	}
	for _, use := range []struct {
		account.Proof
		want bool
	}{{first, false}, {second, true}, {second, false}} {
		if used, err := s.Use(t.Context(), use.Proof); err != nil || used != use.want {
			t.Errorf("used %v, %v, want %v", used, err, use.want)
		}
	}
	must(t, errors.Join(s.Put(t.Context(), first), s.Put(t.Context(), proofFor(who, account.PurposeReset, "d4")), s.Drop(t.Context(), who)))
	if _, err := s.ByDigest(t.Context(), account.PurposeReset, "d4", noon); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("dropped: %v", err)
	}
	if _, err := s.ByDigest(t.Context(), account.PurposeVerify, "d2", noon); err != nil {
		t.Errorf("somebody else's was dropped: %v", err)
	}
}

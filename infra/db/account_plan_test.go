package db_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestAccountsAreReadByIndexAndInFewQueries(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
		s := accountStores(d.Handle())
		who := account.Restore(account.State{ID: ident.New("acc"), Email: "a@exemple.fr", Language: account.French, AgentOf: []string{"91200", "75056"}, CreatedAt: now})
		session := account.Session{ID: ident.New("ses"), Account: who.ID(), CreatedAt: now, LastUsedAt: now, ExpiresAt: now.Add(time.Hour), Current: "c"}
		code := account.Code{ID: ident.New("cod"), Email: "a@exemple.fr", Pending: &account.Pending{}, ExpiresAt: now.Add(time.Hour), KeptUntil: now.Add(time.Hour)}
		dbtest.Indexed(t, d, func(ctx context.Context) {
			_, err1 := s.Codes.Try(ctx, code.Email, 5, now)
			err := errors.Join(s.Accounts.Add(ctx, who), s.Accounts.Save(ctx, who), s.Sessions.Add(ctx, session), s.Codes.Put(ctx, code))
			_, err2 := s.Codes.Pending(ctx, code.Email, now)
			_, err3 := s.Sessions.Of(ctx, who.ID(), now, page.Request{})
			_, err4 := s.Sessions.Rotate(ctx, session, "c")
			_, _, err5 := s.Limits.Count(ctx, "key", now, now.Add(time.Hour))
			_, err6 := s.Accounts.Recipients(ctx, []ident.ID{who.ID(), "acc_2"})
			_, err7 := db.NewAudit(d.Handle()).Entries(ctx, "", page.Request{})
			_, err8 := db.NewAudit(d.Handle()).Entries(ctx, "acc_1", page.Request{})
			err9 := errors.Join(s.Limits.Sweep(ctx, now), s.Sessions.EndAll(ctx, who.ID(), session.ID))
			_, err10 := s.Codes.Use(ctx, code)
			key := account.Passkey{ID: ident.New("pky"), Account: who.ID(), Credential: []byte("c"), CreatedAt: now}
			challenge := account.Challenge{ID: ident.New("chl"), ExpiresAt: now.Add(time.Hour)}
			err11 := errors.Join(s.Passkeys.Add(ctx, key), s.Challenges.Put(ctx, challenge))
			_, err12 := s.Passkeys.Of(ctx, who.ID())
			_, err13 := s.Passkeys.ByCredential(ctx, key.Credential)
			_, err14 := s.Passkeys.Used(ctx, key.ID, 1, now)
			_, err15 := s.Passkeys.Suspect(ctx, key.ID)
			_, err16 := s.Passkeys.Remove(ctx, who.ID(), key.ID)
			_, err17 := s.Challenges.Take(ctx, challenge.ID, "", now)
			err11 = errors.Join(err11, err12, err13, err14, err15, err16, err17)
			proof := account.Proof{ID: ident.New("prf"), Account: who.ID(), Purpose: account.PurposeReset, Digest: "d", ExpiresAt: now.Add(time.Hour)}
			err31 := s.Proofs.Put(ctx, proof)
			_, err32 := s.Proofs.Try(ctx, proof.Account, proof.Purpose, 5, now)
			_, err33 := s.Proofs.ByDigest(ctx, proof.Purpose, "d", now)
			_, err34 := s.Proofs.Use(ctx, proof)
			err35 := errors.Join(s.Proofs.Drop(ctx, who.ID()), s.Sessions.Prove(ctx, session.ID, now), s.Codes.Drop(ctx, code.Email))
			if err1 == nil {
				t.Error("a code was found before it was put")
			}
			if err := errors.Join(err, err2, err3, err4, err5, err6, err7, err8, err9, err10, err11, err31, err32, err33, err34, err35); err != nil {
				t.Fatal(err)
			}
		})
		// Every request of a signed-in person pays this: one query.
		service := account.NewService(s.Sessions, s.Sessions, fixedToken{session}, false, nowAt{now})
		var actor account.Actor
		run := dbtest.Indexed(t, d, func(ctx context.Context) {
			var err error
			if actor, err = service.Authenticate(ctx, "token"); err != nil {
				t.Fatal(err)
			}
		})
		if len(run) != 1 || len(actor.AgentOf) != 2 {
			t.Errorf("%d queries for %+v", len(run), actor)
		}
	})
}

type nowAt struct{ at time.Time }

func (n nowAt) Now() time.Time { return n.at }

// fixedToken reads every token as one session's.
type fixedToken struct{ session account.Session }

func (fixedToken) Sign(context.Context, account.Claims) (string, error)    { return "", nil }
func (fixedToken) PublicKeys(context.Context) ([]account.PublicKey, error) { return nil, nil }
func (f fixedToken) Read(context.Context, string) (account.Claims, error) {
	return account.Claims{Account: f.session.Account, Session: f.session.ID}, nil
}

package db_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/notification"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestMails(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			contract.Mails(t, func(t *testing.T) contract.MailStores {
				one, two := openTwice(t, engine)
				return contract.MailStores{One: db.NewMails(one.Handle()), Two: db.NewMails(two.Handle()),
					Unit: db.NewUnit(one, func(h db.Handle) notification.Outbox { return db.NewMails(h) })}
			})
		})
	}
}

func TestRelayAndOutboxReadByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		mails, facts, now := db.NewMails(d.Handle()), db.NewFacts(d.Handle()), time.Now()
		m := notification.Mail{ID: ident.New("mal"), Source: "fct_1", To: "a@exemple.fr", NextTry: now, CreatedAt: now, State: notification.Queued}
		f := newFact()
		dbtest.Indexed(t, d, func(ctx context.Context) {
			after := page.Request{After: page.Encode("mal_z")}
			_, listing := mails.List(ctx, notification.Filter{State: notification.Failed}, after)
			_, everything := mails.List(ctx, notification.Filter{}, after)
			_, mine := mails.List(ctx, notification.Filter{To: m.To}, after)
			adding := mails.Add(ctx, m)
			_, taking := mails.Take(ctx, now, now, 4)
			settling := mails.Settle(ctx, m)
			_, _ = mails.Replay(ctx, m.ID, now)
			recording := facts.Record(ctx, f)
			_, stamping := facts.Stamp(ctx, 10)
			_, due := facts.Due(ctx, "ear", 10)
			_, subjects := facts.Subjects(ctx, "ear", []ident.ID{"ord_1"})
			_, again := facts.Again(ctx, "ear", now, 10)
			_, parked := facts.Parked(ctx, page.Request{After: page.Encode(1, "ear")})
			_, _ = facts.Release(ctx, f.ID, now)
			settled := facts.Settle(ctx, "ear", fact.Fact{ID: f.ID})
			for i, err := range []error{listing, everything, mine, adding, taking, settling, recording, stamping, due, subjects, again, parked, settled} {
				if err != nil {
					t.Errorf("call %d: %v", i, err)
				}
			}
		})
	})
}

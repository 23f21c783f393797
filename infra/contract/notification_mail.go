package contract

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/work"
	"cabas/domain/notification"
)

// MailStore is all that the database does for mails.
type MailStore interface {
	notification.Outbox
	notification.Queue
	notification.Archive
	notification.Sweeper
}

// MailStores is one database as two servers see it.
type MailStores struct {
	One, Two MailStore
	Unit     work.Unit[notification.Outbox]
}

func mail(to string) notification.Mail {
	return notification.Mail{ID: ident.New("mal"), Source: "fct_1", To: to, Name: "Zoé Été", Language: "fr", Kind: "order.ready.customer",
		Subject: "Prête", Text: "Votre commande\nest prête", HTML: "<p>Prête</p>", CreatedAt: noon, NextTry: noon, State: notification.Queued}
}

// Mails checks the outbox.
func Mails(t *testing.T, open func(t *testing.T) MailStores) {
	t.Run("old mails are forgotten, sent or failed", func(t *testing.T) {
		s := open(t).One
		old, young, failed, waiting := mail("a@exemple.fr"), mail("b@exemple.fr"), mail("c@exemple.fr"), mail("d@exemple.fr")
		long := mail("e@exemple.fr") // since it failed
		long.CreatedAt = noon.Add(-time.Hour)
		failed.CreatedAt = noon.Add(time.Hour)
		must(t, s.Add(t.Context(), old, young, failed, waiting, long))
		for _, m := range []*notification.Mail{&old, &young, &failed, &long} {
			m.State, m.SentAt = notification.Sent, noon
		}
		long.State, long.SentAt = notification.Failed, time.Time{}
		young.SentAt = noon.Add(time.Hour)
		failed.State, failed.SentAt = notification.Failed, time.Time{}
		for _, m := range []notification.Mail{old, young, failed, long} {
			must(t, s.Settle(t.Context(), m))
		}
		must(t, s.Forget(t.Context(), noon.Add(time.Minute)))
		left, err := s.List(t.Context(), notification.Filter{}, page.Request{})
		must(t, err)
		for _, m := range left.Items {
			if m.To == old.To || m.To == long.To {
				t.Errorf("%s is still there", m.To)
			}
		}
		if len(left.Items) != 3 {
			t.Errorf("%d of 3 are left", len(left.Items))
		}
	})
	t.Run("a mail survives the round trip, once for its source, address and kind", func(t *testing.T) {
		s := open(t).One
		want := mail("zoe@exemple.fr")
		must(t, s.Add(t.Context(), want))
		must(t, s.Add(t.Context(), mail("zoe@exemple.fr"), mail("max@exemple.fr")))
		got, err := s.List(t.Context(), notification.Filter{To: "zoe@exemple.fr"}, page.Request{})
		must(t, err)
		if len(got.Items) != 1 || got.Items[0] != want {
			t.Fatalf("got %+v, want %+v", got.Items, want)
		}
	})
	t.Run("a mail is undone with its transaction", func(t *testing.T) {
		s, sad := open(t), errors.New("sad")
		err := s.Unit.Do(t.Context(), func(ctx context.Context, out notification.Outbox) error {
			return errors.Join(out.Add(ctx, mail("zoe@exemple.fr")), sad)
		})
		got, listing := s.One.List(t.Context(), notification.Filter{}, page.Request{})
		if !errors.Is(err, sad) || listing != nil || len(got.Items) != 0 {
			t.Fatalf("%v, %v: %+v", err, listing, got.Items)
		}
	})
	t.Run("a mail is taken once at a time", func(t *testing.T) { taken(t, open(t)) })
	t.Run("many takers never share a mail", func(t *testing.T) { takers(t, open(t)) })
	t.Run("only failed mails are replayed", func(t *testing.T) { replayed(t, open(t).One) })
	t.Run("mails are listed newest first, page by page and by state", func(t *testing.T) { listed(t, open(t).One) })
}

func taken(t *testing.T, s MailStores) {
	later := mail("late@exemple.fr")
	later.NextTry = noon.Add(time.Hour)
	must(t, s.One.Add(t.Context(), mail("zoe@exemple.fr"), later))
	take := func(s MailStore, now time.Time, want int) []notification.Mail {
		t.Helper()
		got, err := s.Take(t.Context(), now, now.Add(time.Minute), 10)
		if err != nil || len(got) != want {
			t.Fatalf("took %+v, %v; want %d", got, err, want)
		}
		return got
	}
	take(s.One, noon.Add(-time.Second), 0)
	slow := take(s.One, noon, 1)[0]
	take(s.Two, noon.Add(30*time.Second), 0)
	again := take(s.Two, noon.Add(time.Minute), 1)[0] // the first server is slow or dead
	if slow.Tries != 1 || again.Tries != 2 {
		t.Fatalf("tries: %d then %d", slow.Tries, again.Tries)
	}
	slow.State, slow.LastError = notification.Failed, "too late to say"
	must(t, s.One.Settle(t.Context(), slow))
	again.State, again.SentAt, again.Text, again.HTML = notification.Sent, noon, "", ""
	must(t, s.Two.Settle(t.Context(), again))
	got, err := s.One.List(t.Context(), notification.Filter{State: notification.Sent}, page.Request{})
	if err != nil || len(got.Items) != 1 || got.Items[0].Text != "" || !got.Items[0].SentAt.Equal(noon) || got.Items[0].LastError != "" {
		t.Fatalf("settled: %+v, %v", got.Items, err)
	}
	take(s.One, noon.Add(2*time.Hour), 1)
}

func takers(t *testing.T, s MailStores) {
	const n = 60
	for i := range n {
		must(t, s.One.Add(t.Context(), mail(fmt.Sprintf("m%d@exemple.fr", i))))
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[ident.ID]int{}
	for i := range 6 {
		from := []MailStore{s.One, s.Two}[i%2]
		all.Go(func() {
			for range n {
				got, err := from.Take(context.Background(), noon, noon.Add(time.Hour), 3)
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				for _, m := range got {
					seen[m.ID]++
				}
				done := len(seen) == n
				mu.Unlock()
				if done {
					return
				}
			}
		})
	}
	all.Wait()
	for id, times := range seen {
		if times != 1 {
			t.Errorf("%s was taken %d times", id, times)
		}
	}
	if len(seen) != n {
		t.Errorf("%d of %d mails were taken", len(seen), n)
	}
}

func replayed(t *testing.T, s MailStore) {
	m := mail("zoe@exemple.fr")
	must(t, s.Add(t.Context(), m))
	if _, err := s.Replay(t.Context(), m.ID, noon); !errors.Is(err, notification.ErrNotFailed) {
		t.Fatalf("a queued mail: %v", err)
	}
	if _, err := s.Replay(t.Context(), ident.New("mal"), noon); !errors.Is(err, fault.ErrNotFound) {
		t.Fatalf("no mail: %v", err)
	}
	m.State, m.LastError = notification.Failed, "sad"
	must(t, s.Settle(t.Context(), m))
	later := noon.Add(time.Hour)
	got, err := s.Replay(t.Context(), m.ID, later)
	if err != nil || got.State != notification.Queued || got.Tries != 0 || !got.NextTry.Equal(later) || got.LastError != "" || got.Text != m.Text {
		t.Fatalf("replayed: %+v, %v", got, err)
	}
}

func listed(t *testing.T, s MailStore) {
	var ids []ident.ID
	for i := range 5 {
		m := mail(fmt.Sprintf("m%d@exemple.fr", i))
		if i == 4 {
			m.State = notification.Failed
		}
		must(t, s.Add(t.Context(), m))
		ids = append(ids, m.ID)
	}
	var got []ident.ID
	for after := ""; ; {
		p, err := s.List(t.Context(), notification.Filter{State: notification.Queued}, page.Request{Limit: 3, After: after})
		must(t, err)
		for _, m := range p.Items {
			got = append(got, m.ID)
		}
		if after = p.Next; after == "" {
			break
		}
	}
	if fmt.Sprint(got) != fmt.Sprint([]ident.ID{ids[3], ids[2], ids[1], ids[0]}) {
		t.Fatalf("listed %v of %v", got, ids)
	}
}

package notification

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/shop"
)

var noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// box is an outbox in memory.
type box struct{ mails []Mail }

func (b *box) Add(_ context.Context, mails ...Mail) error {
	b.mails = append(b.mails, mails...)
	return nil
}

func (b *box) Take(context.Context, time.Time, time.Time, int) ([]Mail, error) { return nil, nil }

func (b *box) Settle(ctx context.Context, m Mail) error { return b.Add(ctx, m) }

func (b *box) List(context.Context, Filter, page.Request) (page.Page[Mail], error) {
	return page.Page[Mail]{Items: b.mails}, nil
}

func (b *box) Replay(context.Context, ident.ID, time.Time) (Mail, error) { return b.mails[0], nil }

type oneOrder struct {
	view OrderView
	err  error
}

func (o oneOrder) View(context.Context, ident.ID) (OrderView, error) { return o.view, o.err }

type mailerFunc func(ctx context.Context, m Mail) error

func (f mailerFunc) Send(ctx context.Context, m Mail) error { return f(ctx, m) }

func TestTheListenerWritesToBothSides(t *testing.T) {
	english := testOrder(t)
	english.Customer.Language = "en"
	silent := testOrder(t)
	silent.Shop.Email = ""
	f := fact.New("order.placed", "ord_1", noon, nil)
	for name, c := range map[string]struct {
		orders oneOrder
		kind   string
		want   []string
		fails  bool
	}{
		"placed":               {oneOrder{view: english}, "order.placed", []string{"order.placed.customer en", "order.placed.shop fr"}, false},
		"no address":           {oneOrder{view: silent}, "order.placed", []string{"order.placed.customer fr"}, false},
		"one side":             {oneOrder{view: english}, "order.ready", []string{"order.ready.customer en"}, false},
		"nothing to tell":      {oneOrder{err: errors.New("must not ask")}, "order.preparing", nil, false},
		"erased meanwhile":     {oneOrder{err: fault.ErrNotFound}, "order.ready", nil, false},
		"orders do not answer": {oneOrder{err: fault.ErrUnavailable}, "order.ready", nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			out := &box{}
			f.Kind = c.kind
			err := NewListener(c.orders, out, testPress(t), clock.NewManual(noon)).Hear(t.Context(), f)
			var got []string
			for _, m := range out.mails {
				got = append(got, m.Kind+" "+string(m.Language))
				if m.Source != f.ID || m.State != Queued || !m.NextTry.Equal(noon) || m.To == "" {
					t.Errorf("badly addressed: %+v", m)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) || (err != nil) != c.fails {
				t.Errorf("got %v, %v; want %v", got, err, c.want)
			}
		})
	}
}

func TestThePostQueuesOrRefuses(t *testing.T) {
	out := &box{}
	post := NewPost(out, testPress(t), clock.NewManual(noon))
	err := post.Queue(t.Context(), Letter{To: "zoe@exemple.fr", Language: "en", Kind: AccountSignIn, Data: map[string]string{"code": "482193"}})
	if err != nil || len(out.mails) != 1 || out.mails[0].Subject != "Your sign-in code" || out.mails[0].Source != out.mails[0].ID {
		t.Fatalf("%v: %+v", err, out.mails)
	}
	if err := post.Queue(t.Context(), Letter{To: "zoe@exemple.fr", Kind: AccountSignIn}); err == nil {
		t.Error("a letter without its code was queued")
	}
	for purpose, letter := range codeLetters {
		if err := post.Code(t.Context(), account.Recipient{Email: "zoe@exemple.fr", Language: "fr"}, purpose, "482193"); err != nil {
			t.Errorf("%s: %v", purpose, err)
		} else if m := out.mails[len(out.mails)-1]; m.Kind != letter.kind || m.Language != "fr" || strings.Contains(m.Text, "482193") == (purpose == account.PurposeTaken) ||
			!strings.Contains(m.Text, letter.page) {
			t.Errorf("%s: %+v", purpose, m)
		}
	}
	for notice, kind := range noticeLetters {
		about := map[string]string{"what": "set", "who": "Zoé", "reason": "Une question", "email": "c•••@exemple.fr", "device": "", "kept": "out"}
		if err := post.Notice(t.Context(), account.Recipient{Email: "zoe@exemple.fr", Language: "fr"}, notice, about); err != nil || out.mails[len(out.mails)-1].Kind != kind {
			t.Errorf("%s: %v", notice, err)
		}
	}
	if err := post.Notice(t.Context(), account.Recipient{}, "no.such", nil); err == nil {
		t.Error("a notice of nothing was queued")
	}
	invitation := shop.Invitation{Email: "lea@exemple.fr", Language: "fr", ShopName: "Au Bon Fromage", Inviter: "Zoé", Role: shop.Manager, Token: "geheim"}
	if err := post.Invite(t.Context(), invitation); err != nil {
		t.Fatal(err)
	}
	if m := out.mails[len(out.mails)-1]; !strings.Contains(m.Text, "https://cabas.exemple.fr/invitation#geheim") || !strings.Contains(m.Text, "Zoé") || !strings.Contains(m.Text, "responsable") {
		t.Errorf("invited: %s", m.Text)
	}
	if err := post.Code(t.Context(), account.Recipient{}, "no.such", "1"); err == nil {
		t.Error("a code for nothing was queued")
	}
}

func TestTriesAndTheirEnd(t *testing.T) {
	dead := mailerFunc(func(context.Context, Mail) error { return errors.New("dead") })
	out := &box{}
	clk := clock.NewManual(noon)
	s := NewSender(out, dead, clk, false)
	m := Mail{State: Queued, Text: "secret"}
	for i, wait := range append(waits[:], 0) {
		m.Tries++
		if err := s.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		m = out.mails[i]
		if last := i == len(waits); last != (m.State == Failed) || !last && !m.NextTry.Equal(noon.Add(wait)) || m.LastError != "dead" || m.Text == "" {
			t.Fatalf("after try %d: %+v", m.Tries, m)
		}
	}
}

func TestHowATryEnds(t *testing.T) {
	for name, c := range map[string]struct {
		mailer mailerFunc
		keep   bool
		want   State
		words  bool
	}{
		"taken":             {func(context.Context, Mail) error { return nil }, false, Sent, false},
		"taken in the demo": {func(context.Context, Mail) error { return nil }, true, Sent, true},
		"refused for good":  {func(context.Context, Mail) error { return fmt.Errorf("550: %w", ErrRefused) }, false, Failed, true},
		"a panic":           {func(context.Context, Mail) error { panic("bad") }, false, Queued, true},
	} {
		t.Run(name, func(t *testing.T) {
			out := &box{}
			if err := NewSender(out, c.mailer, clock.NewManual(noon), c.keep).Send(t.Context(), Mail{State: Queued, Tries: 1, Text: "x"}); err != nil {
				t.Fatal(err)
			}
			if m := out.mails[0]; m.State != c.want || (m.Text != "") != c.words {
				t.Errorf("got %+v", m)
			}
		})
	}
}

func TestTheDeskOpensToAdministratorsOnly(t *testing.T) {
	store := &box{mails: []Mail{{ID: ident.New("mal"), Text: "secret", HTML: "secret", To: "zoe@exemple.fr"}}}
	desk := NewDesk(store, nil, nil, clock.NewManual(noon), false)
	admin := account.Actor{Account: "acc_1", Administrator: true}
	if _, err := desk.Mails(t.Context(), account.Actor{}, "", page.Request{}); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := desk.Replay(t.Context(), account.Actor{Account: "acc_2"}, store.mails[0].ID); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("a customer: %v", err)
	}
	got, err := desk.Mails(t.Context(), admin, "", page.Request{})
	if err != nil || got.Items[0].Text != "" || got.Items[0].HTML != "" || got.Items[0].MaskedTo() != "z•••@exemple.fr" {
		t.Errorf("the administrator: %+v, %v", got, err)
	}
	if _, err := desk.Replay(t.Context(), admin, "nonsense"); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("nonsense: %v", err)
	}
	if _, err := desk.Demo(t.Context(), "", page.Request{}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("outside the demonstration: %v", err)
	}
	if all, err := NewDesk(store, nil, nil, clock.NewManual(noon), true).Demo(t.Context(), "", page.Request{}); err != nil || all.Items[0].Text == "" {
		t.Errorf("in the demonstration: %+v, %v", all, err)
	}
}

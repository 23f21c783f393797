package contract

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
	"cabas/domain/notification"
	"cabas/domain/shop"
)

// AlertStores is all that the database does for alerts.
type AlertStores struct {
	AccountStores
	Subscriptions interface {
		notification.Subscriptions
		notification.PushKeys
	}
	Alerts notification.Alerts
	// Hire puts an account on a shop's staff, and Dismiss takes it away.
	Hire    func(t *testing.T, who ident.ID, at shop.Shop) ident.ID
	Dismiss func(t *testing.T, at, member ident.ID)
}

// device signs somebody in on one more device that takes alerts.
func (s AlertStores) device(t *testing.T, of ident.ID, at time.Time) notification.Subscription {
	t.Helper()
	session := sessionOf(of, at)
	must(t, s.Sessions.Add(t.Context(), session))
	d := notification.Subscription{Session: session.ID, Account: of, Endpoint: "https://exemple.fr/" + session.ID.String(), Key: []byte{4, 0, 255}, Auth: []byte{1},
		Language: speak.French, CreatedAt: at}
	must(t, s.Subscriptions.Put(t.Context(), d))
	return d
}

// AlertsKept checks the stores of alerts; open gives fresh ones.
func AlertsKept(t *testing.T, open func(t *testing.T) AlertStores) {
	t.Run("devices", func(t *testing.T) { alertDevices(t, open(t)) })
	t.Run("devices of a shop's staff of this moment", func(t *testing.T) { alertStaff(t, open(t)) })
	t.Run("alerts", func(t *testing.T) { alertQueue(t, open(t)) })
	t.Run("of takers at once one takes an alert", func(t *testing.T) { alertTakers(t, open(t)) })
	t.Run("the key is kept once", func(t *testing.T) { pushKey(t, open(t)) })
}

func alertDevices(t *testing.T, s AlertStores) {
	who, other := accountOf("a@exemple.fr"), accountOf("b@exemple.fr")
	must(t, s.Accounts.Add(t.Context(), who))
	must(t, s.Accounts.Add(t.Context(), other))
	one, two := s.device(t, who.ID(), noon), s.device(t, who.ID(), noon.Add(time.Minute))
	if got, err := s.Subscriptions.Of(t.Context(), one.Session); err != nil || !reflect.DeepEqual(got, one) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if got, err := s.Subscriptions.OfAccount(t.Context(), who.ID()); err != nil || !reflect.DeepEqual(got, []notification.Subscription{one, two}) {
		t.Errorf("of the account %+v, %v", got, err)
	}
	two.Key, two.CreatedAt = []byte{4, 9}, noon.Add(time.Hour)
	must(t, s.Subscriptions.Put(t.Context(), two))
	if got, err := s.Subscriptions.Of(t.Context(), two.Session); err != nil || !reflect.DeepEqual(got, two) {
		t.Errorf("put again %+v, %v", got, err)
	}
	theirs := s.device(t, other.ID(), noon)
	theirs.Endpoint = one.Endpoint // another person signs in on the device
	must(t, s.Subscriptions.Put(t.Context(), theirs))
	if _, err := s.Subscriptions.Of(t.Context(), one.Session); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("the device has two owners: %v", err)
	}
	must(t, s.Subscriptions.Drop(t.Context(), two.Session, "https://exemple.fr/before"))
	if _, err := s.Subscriptions.Of(t.Context(), two.Session); err != nil {
		t.Errorf("dropped for an address it has left: %v", err)
	}
	must(t, s.Subscriptions.Drop(t.Context(), two.Session, two.Endpoint))
	must(t, s.Subscriptions.Drop(t.Context(), two.Session, ""))
	ended, err := s.Sessions.End(t.Context(), other.ID(), theirs.Session)
	if got, err2 := s.Subscriptions.OfAccount(t.Context(), other.ID()); !ended || err != nil || err2 != nil || len(got) != 0 {
		t.Errorf("after signing out %+v, %v, %v", got, err, err2)
	}
	if err := s.Subscriptions.Put(t.Context(), theirs); !errors.Is(err, fault.ErrDangling) {
		t.Errorf("a session that is over: %v", err)
	}
	var first, last ident.ID
	for i := range notification.MaxSubscriptions + 1 {
		last = s.device(t, who.ID(), noon.Add(time.Duration(i)*time.Second)).Session
		if i == 0 {
			first = last
		}
	}
	got, err := s.Subscriptions.OfAccount(t.Context(), who.ID())
	if err != nil || len(got) != notification.MaxSubscriptions || got[0].Session == first || got[len(got)-1].Session != last {
		t.Errorf("%d devices, %v", len(got), err)
	}
}

func alertStaff(t *testing.T, s AlertStores) {
	who := accountOf("a@exemple.fr")
	must(t, s.Accounts.Add(t.Context(), who))
	here, there := shop.Shop{ID: ident.New("shp"), Slug: "ici"}, shop.Shop{ID: ident.New("shp"), Slug: "la"}
	member := s.Hire(t, who.ID(), here)
	s.Hire(t, who.ID(), there)
	d := s.device(t, who.ID(), noon)
	if got, err := s.Subscriptions.OfStaff(t.Context(), here.ID); err != nil || !reflect.DeepEqual(got, []notification.Subscription{d}) {
		t.Errorf("staff %+v, %v", got, err)
	}
	s.Dismiss(t, here.ID, member)
	if got, err := s.Subscriptions.OfStaff(t.Context(), here.ID); err != nil || len(got) != 0 {
		t.Errorf("former staff %+v, %v", got, err)
	}
}

func alertTo(d notification.Subscription, source ident.ID) notification.Alert {
	return notification.Alert{ID: ident.New("alr"), Source: source, To: d, Kind: "order.placed", Order: ident.New("ord"), Number: "K7-4821", Shop: "Épi", CreatedAt: noon, NextTry: noon}
}

func alertQueue(t *testing.T, s AlertStores) {
	who := accountOf("a@exemple.fr")
	must(t, s.Accounts.Add(t.Context(), who))
	d, gone := s.device(t, who.ID(), noon), s.device(t, who.ID(), noon)
	must(t, s.Subscriptions.Drop(t.Context(), gone.Session, ""))
	a := alertTo(d, "fct_1")
	must(t, s.Alerts.Add(t.Context(), alertTo(gone, "fct_1"), a))
	must(t, s.Alerts.Add(t.Context(), alertTo(d, "fct_1"))) // told twice
	must(t, s.Alerts.Add(t.Context(), alertTo(gone, "fct_1")))
	take := func(now time.Time, want int) []notification.Alert {
		t.Helper()
		got, err := s.Alerts.Take(t.Context(), now, now.Add(time.Minute), 10)
		if err != nil || len(got) != want {
			t.Fatalf("took %+v, %v", got, err)
		}
		return got
	}
	take(noon.Add(-time.Second), 0)
	got := take(noon, 1)[0]
	a.Tries, a.NextTry = 1, noon.Add(time.Minute)
	if !reflect.DeepEqual(got, a) {
		t.Fatalf("took %+v, want %+v", got, a)
	}
	take(noon, 0)
	stale := got
	stale.Tries, stale.NextTry = 9, noon
	must(t, s.Alerts.Again(t.Context(), stale)) // somebody else's try
	take(noon, 0)
	got.NextTry = noon.Add(time.Second)
	must(t, s.Alerts.Again(t.Context(), got))
	got = take(noon.Add(time.Second), 1)[0]
	must(t, s.Alerts.Done(t.Context(), got.ID))
	must(t, s.Alerts.Add(t.Context(), alertTo(d, "fct_1"))) // told once more
	take(noon.Add(time.Hour), 0)
	must(t, s.Alerts.Forget(t.Context(), noon))
	must(t, s.Alerts.Add(t.Context(), alertTo(d, "fct_1")))
	take(noon.Add(time.Hour), 0)
	must(t, s.Alerts.Forget(t.Context(), noon.Add(time.Second)))
	must(t, s.Alerts.Add(t.Context(), alertTo(d, "fct_2")))
	must(t, s.Subscriptions.Drop(t.Context(), d.Session, ""))
	take(noon.Add(time.Hour), 0)
}

func alertTakers(t *testing.T, s AlertStores) {
	who := accountOf("a@exemple.fr")
	must(t, s.Accounts.Add(t.Context(), who))
	d := s.device(t, who.ID(), noon)
	for i := range 6 {
		must(t, s.Alerts.Add(t.Context(), alertTo(d, ident.ID(fmt.Sprint("fct_", i)))))
	}
	var mu sync.Mutex
	taken := map[ident.ID]int{}
	take := func() (n int) {
		got, err := s.Alerts.Take(t.Context(), noon, noon.Add(time.Minute), 4)
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		for _, a := range got {
			taken[a.ID]++
		}
		return len(got)
	}
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() { take() })
	}
	wg.Wait()
	for range 6 { // who waited for another may have found nothing where something was left
		take()
	}
	for id, times := range taken {
		if times != 1 {
			t.Errorf("%s was taken %d times", id, times)
		}
	}
	if len(taken) != 6 {
		t.Errorf("%d were taken, of 6", len(taken))
	}
}

func pushKey(t *testing.T, s AlertStores) {
	if _, err := s.Subscriptions.PushKey(t.Context()); !errors.Is(err, fault.ErrNotFound) {
		t.Fatalf("a key before there is one: %v", err)
	}
	first := notification.PushKey{Public: []byte{4, 1}, Sealed: []byte{0, 255}}
	second := notification.PushKey{Public: []byte{4, 2}, Sealed: []byte{7}}
	for _, c := range []struct{ keep, instead, want notification.PushKey }{
		{first, notification.PushKey{}, first}, {second, notification.PushKey{}, first}, {second, first, second}, {first, first, second},
	} {
		must(t, s.Subscriptions.KeepPushKey(t.Context(), c.keep, c.instead))
		if got, err := s.Subscriptions.PushKey(t.Context()); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("kept %+v, %v, want %+v", got, err, c.want)
		}
	}
}

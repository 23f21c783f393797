package contract

import (
	"slices"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/live"
	"cabas/domain/shop"
)

// LiveHouse is one database with those whose rights to watch are looked up.
type LiveHouse struct {
	Rights   live.Rights
	Accounts account.Accounts
	Sessions account.Sessions
	Shops    shop.Shops
	Staff    shop.Staff
}

// LiveRights checks that rights are told of many at once, as they are now.
func LiveRights(t *testing.T, h LiveHouse) {
	ctx := t.Context()
	var people, sessions []ident.ID
	for _, email := range []string{"a@example.org", "b@example.org", "c@example.org"} {
		a := account.Restore(account.State{ID: ident.New("acc"), Email: email, Name: "A", Language: account.French, CreatedAt: noon})
		must(t, h.Accounts.Add(ctx, a))
		s := account.Session{ID: ident.New("ses"), Account: a.ID(), CreatedAt: noon, LastUsedAt: noon, ExpiresAt: noon.Add(time.Hour)}
		must(t, h.Sessions.Add(ctx, s))
		people, sessions = append(people, a.ID()), append(sessions, s.ID)
	}
	_, err := h.Sessions.End(ctx, people[1], sessions[1])
	must(t, err)
	alive, err := h.Rights.Alive(ctx, sessions, noon.Add(time.Minute))
	if err != nil || !alive[sessions[0]] || alive[sessions[1]] || !alive[sessions[2]] {
		t.Errorf("alive: %v, %v", alive, err)
	}
	if over, err := h.Rights.Alive(ctx, sessions, noon.Add(time.Hour)); err != nil || len(over) != 0 {
		t.Errorf("after their time: %v, %v", over, err)
	}

	one, two := someShop("premiere"), someShop("seconde")
	must(t, h.Shops.Add(ctx, one))
	must(t, h.Shops.Add(ctx, two))
	both := []ident.ID{one.ID, two.ID}
	slices.Sort(both)
	leaving := ident.New("mem")
	for _, m := range []shop.Member{
		{ID: ident.New("mem"), Shop: both[1], Role: shop.Owner, Account: people[0], JoinedAt: noon},
		{ID: ident.New("mem"), Shop: both[0], Role: shop.Owner, Account: people[0], JoinedAt: noon},
		{ID: leaving, Shop: both[0], Role: shop.Preparer, Account: people[1], JoinedAt: noon},
	} {
		must(t, h.Staff.Add(ctx, m))
	}
	must(t, h.Staff.Remove(ctx, both[0], leaving))
	shops, err := h.Rights.ShopsOf(ctx, people)
	if err != nil || !slices.Equal(shops[people[0]], both) || len(shops[people[1]])+len(shops[people[2]]) != 0 {
		t.Errorf("shops: %v, %v, want %v", shops, err, both)
	}
	if none, err := h.Rights.ShopsOf(ctx, nil); err != nil || len(none) != 0 {
		t.Errorf("nobody works in %v, %v", none, err)
	}
}

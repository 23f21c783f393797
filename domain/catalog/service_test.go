package catalog

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/repeat"
	"cabas/domain/shop"
)

// town is everything that the use cases need, in memory.
type town struct {
	products map[ident.ID]Product
	moved    []Movement
	stock    Stock
	facts    []string
	attempts map[string]ident.ID
	listed   int
}

func (s *town) Get(_ context.Context, id ident.ID) (Product, error) {
	if p, found := s.products[id]; found {
		return p, nil
	}
	return Product{}, fault.ErrNotFound
}

func (s *town) List(_ context.Context, q Query, _ page.Request) (list page.Page[Product], err error) {
	for _, p := range s.products {
		if p.Shop == q.Shop && (p.Published || !q.Published) {
			list.Items = append(list.Items, p)
		}
	}
	return list, nil
}

func (s *town) Insert(_ context.Context, p Product, _ Change) error {
	s.products[p.ID] = p
	return nil
}

func (s *town) Update(_ context.Context, p Product, _ Change) error {
	s.products[p.ID] = p
	return nil
}

func (s *town) Delete(_ context.Context, id ident.ID, _ time.Time) error {
	delete(s.products, id)
	return nil
}

func (s *town) Sign(_ context.Context, ref string) (Sign, error) {
	if ref == "shp_1" || ref == "boulangerie" {
		return Sign{ID: "shp_1", Slug: "boulangerie", Name: "Boulangerie"}, nil
	}
	return Sign{}, fault.ErrNotFound
}

func (s *town) RoleIn(_ context.Context, id, account ident.ID) (shop.Role, error) {
	return map[ident.ID]shop.Role{"acc_manager": shop.Manager, "acc_preparer": shop.Preparer}[account], nil
}

func (s *town) Record(_ context.Context, facts ...fact.Fact) error {
	for _, f := range facts {
		s.facts = append(s.facts, f.Kind)
	}
	return nil
}

func (s *town) Claim(_ context.Context, k repeat.Key, result ident.ID, _ time.Time) (ident.ID, error) {
	earlier := s.attempts[k.Name]
	if k.Given() && earlier == "" {
		s.attempts[k.Name] = result
	}
	return earlier, nil
}

func (s *town) Offers(_ context.Context, ids []ident.ID) (map[ident.ID]Offer, error) {
	return map[ident.ID]Offer{"var_1": {Variant: "var_1", Product: "prd_1", Shop: "shp_1", Unit: "piece"}}, nil
}

func (s *town) Listed(_ context.Context, _ ident.ID, most int) (int, error) {
	return min(s.listed, most), nil
}

func (s *town) move(m Movement, onHand int64) (Movement, error) {
	s.stock.OnHand, m.Difference = onHand, onHand-s.stock.OnHand
	m.Stock = s.stock
	s.moved = append(s.moved, m)
	return m, nil
}

func (s *town) Adjust(_ context.Context, m Movement) (Movement, error) {
	return s.move(m, s.stock.OnHand+m.Difference)
}
func (s *town) Count(_ context.Context, m Movement, onHand int64) (Movement, error) {
	return s.move(m, onHand)
}
func (s *town) Mark(_ context.Context, m Movement) (Movement, error) {
	return s.move(m, s.stock.OnHand)
}
func (s *town) Movement(_ context.Context, id ident.ID) (Movement, error) {
	return s.moved[slices.IndexFunc(s.moved, func(m Movement) bool { return m.ID == id })], nil
}
func (s *town) Movements(context.Context, ident.ID, page.Request) (page.Page[Movement], error) {
	return page.Page[Movement]{Items: slices.Clone(s.moved)}, nil
}

func (s *town) Recipients(_ context.Context, ids []ident.ID) (map[ident.ID]account.Recipient, error) {
	return map[ident.ID]account.Recipient{"acc_preparer": {Name: "Paul Martin"}}, nil
}

func (s *town) Do(ctx context.Context, f func(context.Context, Stores) error) error {
	return f(ctx, Stores{Shelf: s, Ledger: s, Facts: s, Repeats: s})
}

func open() (*town, *Service, *StockService) {
	s := &town{products: map[ident.ID]Product{}, attempts: map[string]ident.ID{}, stock: Stock{Mode: Counted, OnHand: 4, Allocated: 2}}
	access, now := shop.NewAccess(s), clock.NewManual(noon)
	return s, NewService(s, s, access, s, now), NewStockService(s, s, s, access, s, now)
}

var (
	nobody   = account.Actor{}
	stranger = account.Actor{Account: "acc_stranger"}
	preparer = account.Actor{Account: "acc_preparer"}
	manager  = account.Actor{Account: "acc_manager"}
)

func TestAShopListsSoManyProducts(t *testing.T) {
	house, s, _ := open()
	house.listed = MaxProducts - 1
	if _, err := s.Create(t.Context(), manager, "boulangerie", tart(), repeat.Key{}); err != nil {
		t.Fatal(err)
	}
	house.listed++
	if _, err := s.Create(t.Context(), manager, "boulangerie", tart(), repeat.Key{}); !errors.Is(err, ErrEnough) {
		t.Fatalf("got %v", err)
	}
}

func TestOnlyManagersChangeProducts(t *testing.T) {
	_, s, _ := open()
	made, err := s.Create(t.Context(), manager, "boulangerie", tart(), repeat.Key{})
	if err != nil {
		t.Fatal(err)
	}
	same := func(d Details) (Details, error) { return d, nil }
	for actor, want := range map[ident.ID]error{
		"": fault.ErrUnauthenticated, "acc_stranger": fault.ErrNotFound, "acc_preparer": fault.ErrForbidden,
	} {
		a := account.Actor{Account: actor}
		_, create := s.Create(t.Context(), a, "shp_1", tart(), repeat.Key{})
		_, edit := s.Edit(t.Context(), a, made.ID, 1, same)
		for _, err := range []error{create, edit, s.Delete(t.Context(), a, made.ID)} {
			if !errors.Is(err, want) {
				t.Errorf("%q: %v, want %v", actor, err, want)
			}
		}
	}
	if _, err := s.Edit(t.Context(), manager, made.ID, 7, same); !errors.Is(err, fault.ErrStale) {
		t.Errorf("another version: %v", err)
	}
	if err := s.Delete(t.Context(), manager, made.ID); err != nil {
		t.Error(err)
	}
}

func TestHiddenProductsAreForStaff(t *testing.T) {
	_, s, _ := open()
	made, _ := s.Create(t.Context(), manager, "shp_1", tart(), repeat.Key{}) // not published
	for actor, hidden := range map[ident.ID]bool{"": true, "acc_stranger": true, "acc_preparer": false} {
		a := account.Actor{Account: actor}
		v, err := s.Get(t.Context(), a, made.ID)
		if hidden != errors.Is(err, fault.ErrNotFound) || !hidden && !v.Staff {
			t.Errorf("%q: %v", actor, err)
		}
		list, err := s.List(t.Context(), a, "boulangerie", Query{}, page.Request{})
		if err != nil || hidden != (len(list.Items) == 0) {
			t.Errorf("%q sees %d, %v", actor, len(list.Items), err)
		}
	}
	if list, _ := s.List(t.Context(), manager, "shp_1", Query{Published: true}, page.Request{}); len(list.Items) != 0 {
		t.Error("staff asked for what is published and saw what is hidden")
	}
	if _, err := s.List(t.Context(), nobody, "elsewhere", Query{}, page.Request{}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a shop that is not: %v", err)
	}
}

func TestAnAttemptIsMadeOnce(t *testing.T) {
	town, s, stock := open()
	key := repeat.Key{Scope: "a", Name: "attempt-1", Digest: "d"}
	first, _ := s.Create(t.Context(), manager, "shp_1", tart(), key)
	again, err := s.Create(t.Context(), manager, "shp_1", tart(), key)
	if err != nil || again.ID != first.ID || len(town.products) != 1 || len(town.facts) != 1 {
		t.Errorf("%s, then %s, %v", first.ID, again.ID, err)
	}
	key.Name = "attempt-2"
	report := Report{Variant: "var_1", Kind: MovedAdjust, Unit: "piece", Amount: 3, Attempt: key}
	for range 2 {
		if m, err := stock.Report(t.Context(), preparer, report); err != nil || m.Stock.OnHand != 7 {
			t.Errorf("%+v, %v", m, err)
		}
	}
}

func TestAShortCountIsAFact(t *testing.T) {
	town, _, stock := open()
	m, err := stock.Report(t.Context(), preparer, Report{Variant: "var_1", Kind: MovedCount, Unit: "piece", Amount: 1, Reason: " soir "})
	if err != nil || m.Difference != -3 || m.Reason != "soir" || m.ByName != "Paul Martin" || !slices.Equal(town.facts, []string{FactShort}) {
		t.Errorf("%+v, %v, %v", m, town.facts, err)
	}
	list, err := stock.Movements(t.Context(), preparer, "var_1", page.Request{})
	if err != nil || list.Items[0].Unit != "piece" || list.Items[0].ByName != "Paul Martin" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestReportsAreChecked(t *testing.T) {
	_, _, stock := open()
	for pointer, r := range map[string]Report{
		"/difference/unit":   {Kind: MovedAdjust, Unit: "gram", Amount: 1},
		"/difference/amount": {Kind: MovedAdjust, Unit: "piece"},
		"/quantity/unit":     {Kind: MovedCount, Unit: "gram"},
		"/quantity/amount":   {Kind: MovedCount, Unit: "piece", Amount: -1},
		"/kind":              {Kind: MovedSold},
	} {
		r.Variant = "var_1"
		var f *fault.Error
		if _, err := stock.Report(t.Context(), preparer, r); !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Pointer != pointer {
			t.Errorf("%s: %+v", pointer, f)
		}
	}
	if _, err := stock.Report(t.Context(), stranger, Report{Variant: "var_1", Kind: MovedBack}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a stranger: %v", err)
	}
	if _, err := stock.Report(t.Context(), preparer, Report{Variant: "var_none", Kind: MovedBack}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a variant that is not: %v", err)
	}
	if _, err := stock.Movements(t.Context(), nobody, "var_1", page.Request{}); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("nobody: %v", err)
	}
}

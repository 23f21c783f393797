package app_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/catalog"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/domain/notification"
	"cabas/domain/order"
	"cabas/domain/platform"
	"cabas/domain/rehearsal"
	"cabas/domain/shop"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/token"
)

// role is who calls, as seen from the scene's shop and from the customer whose
// objects are asked for.
type role string

const (
	asAnonymous     role = "anonymous"
	asGuest         role = "the guest with the order's secret"
	asOtherGuest    role = "a guest with another order's secret"
	asCustomer      role = "the customer"
	asOtherCustomer role = "another customer"
	asPreparer      role = "a preparer of the shop"
	asManager       role = "a manager of the shop"
	asOwner         role = "the shop's owner"
	asRival         role = "the owner of another shop"
	asFormer        role = "a former owner, removed a moment ago"
	asAgent         role = "an agent of the town"
	asAdministrator role = "an administrator"
)

var roles = []role{asAnonymous, asGuest, asOtherGuest, asCustomer, asOtherCustomer, asPreparer, asManager,
	asOwner, asRival, asFormer, asAgent, asAdministrator}

// signedIn reports whether the role has an account.
func (r role) signedIn() bool { return r != asAnonymous && r != asGuest && r != asOtherGuest }

// scene is a world with a shop and its staff, another shop, customers, and
// objects made on demand, so that any operation can be called on something real.
type scene struct {
	*world
	h        db.Handle
	shop     ident.ID
	accounts map[role]account.State
	tokens   *token.Tokens
	seals    token.Seals
	size     int // how many of each thing there are, within the contract's bounds
	parked   int64
	guests   int
}

// newScene fills a world. Each kind of list holds at least size things.
func newScene(w *world, size int) *scene {
	w.t.Helper()
	w.signUp("premier@exemple.fr", "Premier") // there are signing keys from now on
	secret, err := token.NewSecret(w.config.Secret)
	w.did(err)
	h := w.db.Handle()
	s := &scene{world: w, h: h, size: size, accounts: map[role]account.State{}, seals: token.NewSeals(secret),
		tokens: token.NewTokens(token.NewKeyring(db.NewSigningKeys(h), secret, w.clock), w.config.BaseURL)}
	s.did(db.NewSettings(h).Put(s.ctx(), map[string]int64{perAddress: 1000}))
	for _, r := range roles {
		if r.signedIn() {
			s.accounts[r] = s.account(func(a *account.State) {
				a.Administrator = r == asAdministrator
				if r == asAgent {
					a.AgentOf = []string{"91200"}
				}
			})
		}
	}
	s.shop = ident.ID(s.as(asOwner).opensShop("Épi"))
	s.as(asRival).opensShop("Rivale")
	for r, in := range map[role]shop.Role{asPreparer: shop.Preparer, asManager: shop.Manager} {
		s.member(h, s.accounts[r].ID, in)
	}
	s.crowd()
	return s
}

// crowd makes size of everything that grows.
func (s *scene) crowd() {
	s.did(s.db.Whole(s.ctx(), func(ctx context.Context, h db.Handle) error {
		customer := s.accounts[asCustomer].ID
		for i := range s.size {
			s.product(h, 2)
			s.order(h, 1, func(d *order.Draft) { d.Customer.Account = customer })
			s.member(h, s.account(nil, h).ID, shop.Preparer)
			s.session(h, customer)
			if i < account.MaxPasskeys-5 {
				s.passkey(h, customer)
			}
			s.mail(h)
			s.fact(h)
			day := s.clock.Now().AddDate(0, 2, i).Format("2006-01-02")
			s.did(db.NewShops(h).SetException(ctx, s.shop, exception(s.t, day)))
			near := shop.Shop{ID: ident.New("shp"), Slug: fmt.Sprintf("voisine-%d", i)}
			near.Town, near.Name, near.Trade, near.Colour = shop.Town{INSEE: "91200", Name: "Dourdan", Slug: "dourdan"}, "Voisine", "bakery", "#1f6b4a"
			s.did(db.NewShops(h).Add(ctx, near))
			s.did(auditEntry(ctx, h, s.clock.Now()))
		}
		return nil
	}))
}

func (s *scene) ctx() context.Context { return s.t.Context() }

// account opens an account on a handle, the scene's own unless told otherwise.
func (s *scene) account(change func(*account.State), on ...db.Handle) account.State {
	s.t.Helper()
	id := ident.New("acc")
	a := account.State{ID: id, Email: id.String() + "@exemple.fr", Name: "Camille " + id.String()[20:], Language: account.French, CreatedAt: s.clock.Now(), VerifiedAt: s.clock.Now()}
	if change != nil {
		change(&a)
	}
	s.did(db.NewAccounts(append(on, s.h)[0]).Add(s.ctx(), account.Restore(a)))
	return a
}

// session signs an account in on one more device.
func (s *scene) session(h db.Handle, of ident.ID) ident.ID {
	id, now := ident.New("ses"), s.clock.Now()
	s.did(db.NewSessions(h).Add(s.ctx(), account.Session{ID: id, Account: of, Device: "Téléphone", CreatedAt: now, LastUsedAt: now, ProvedAt: now, ExpiresAt: now.AddDate(0, 0, 90)}))
	return id
}

// passkey gives an account one more passkey, which no device has.
func (s *scene) passkey(h db.Handle, of ident.ID) ident.ID {
	id := ident.New("pky")
	s.did(db.NewPasskeys(h).Add(s.ctx(), account.Passkey{ID: id, Account: of, Name: "Téléphone", Credential: []byte(id), CreatedAt: s.clock.Now()}))
	return id
}

// onlyPasskey takes the passkeys of an account away and gives it one: few are
// allowed.
func (s *scene) onlyPasskey(of ident.ID) ident.ID {
	s.t.Helper()
	before, err := db.NewPasskeys(s.h).Of(s.ctx(), of)
	s.did(err)
	for _, p := range before {
		_, err := db.NewPasskeys(s.h).Remove(s.ctx(), of, p.ID)
		s.did(err)
	}
	return s.passkey(s.h, of)
}

// holding is somebody signed in to an account, on a session of their own.
func (s *scene) holding(of ident.ID) *person {
	s.t.Helper()
	access, err := s.tokens.Sign(s.ctx(), account.Claims{Account: of, Session: s.session(s.h, of), ExpiresAt: s.clock.Now().Add(account.AccessLife)})
	s.did(err)
	return s.bearing(access)
}

// as is somebody of the role, signed in where the role has an account.
func (s *scene) as(r role) *person {
	s.t.Helper()
	if !r.signedIn() {
		return s.nobody()
	}
	return s.holding(s.accounts[r].ID)
}

// caller is who calls an operation as a role: somebody new where it takes their
// account from them.
func (s *scene) caller(op operation, as role) *person {
	s.t.Helper()
	if op.OperationID == "deleteMe" && as.signedIn() {
		return s.holding(s.account(nil).ID)
	}
	return s.as(as)
}

// member puts an account on the shop's staff.
func (s *scene) member(h db.Handle, who ident.ID, in shop.Role) ident.ID {
	s.t.Helper()
	m := shop.Member{ID: ident.New("mem"), Shop: s.shop, Role: in, Account: who, JoinedAt: s.clock.Now()}
	s.did(db.NewStaff(h).Add(s.ctx(), m))
	return m.ID
}

// product lists a product of the shop, sold by the piece in so many variants.
func (s *scene) product(h db.Handle, variants int) catalog.Product {
	s.t.Helper()
	d := catalog.Details{Name: "Tarte aux pommes", Category: "Pâtisseries", Unit: measure.Piece, Step: 1, Minimum: 1, VAT: money.Reduced,
		Withdrawal: "perishable", Published: true}
	for i := range variants {
		d.Variants = append(d.Variants, catalog.VariantDetails{Name: fmt.Sprintf("%d parts", i+2), PriceCents: 290, Mode: catalog.Counted, OnHand: 1000})
	}
	p, change, err := catalog.NewProduct(s.shop, d, s.accounts[asOwner].ID, s.clock.Now())
	s.did(err)
	s.did(db.NewProducts(h).Insert(s.ctx(), p, change))
	return p
}

// order places an order at the shop past the checkout, of so many lines, and
// leads it through the commands as the shop gives them.
func (s *scene) order(h db.Handle, lines int, change func(*order.Draft), steps ...order.Command) order.Order {
	s.t.Helper()
	d, now := contract.OrderDraft(s.shop, ""), s.clock.Now()
	d.At, d.Slot = now, order.Slot{Start: now.Add(24 * time.Hour), End: now.Add(25 * time.Hour)}
	d.Customer.Email = ident.New("cus").String() + "@exemple.fr"
	p := s.product(h, lines)
	d.Lines = nil
	for _, v := range p.Variants {
		d.Lines = append(d.Lines, order.Line{Variant: v.ID, Product: p.ID, ProductName: p.Name, VariantName: v.Name, VATRate: p.VAT, Withdrawal: "perishable",
			Quantity: measure.Quantity{Unit: measure.Piece, Amount: 1}, Price: measure.Price{Cents: v.PriceCents, Per: measure.Piece}})
	}
	if change != nil {
		change(&d)
	}
	o, err := order.New(d)
	s.did(err)
	for _, c := range steps {
		_, err := o.Do(c, order.By{Party: order.ByShop, Account: s.accounts[asOwner].ID}, d.At.Add(time.Minute), order.Say{})
		s.did(err)
	}
	s.did(db.NewStocks(h).Take(s.ctx(), o.Takes()))
	s.did(db.NewSlots(h).Take(s.ctx(), s.shop, o.Way, o.Slot.Start, o.Slot.End, 10_000))
	s.did(db.NewOrders(h).Insert(s.ctx(), []order.Order{o}))
	return o
}

// clearRehearsals leaves the shop without practice orders.
func (s *scene) clearRehearsals() {
	s.t.Helper()
	kept := db.NewRehearsals(s.h)
	found, err := kept.Of(s.ctx(), s.shop, time.Time{})
	s.did(err)
	for _, r := range found {
		s.did(kept.Remove(s.ctx(), s.shop, r.ID))
	}
}

// rehearsal places a practice order at the shop, which has no other.
func (s *scene) rehearsal() ident.ID {
	s.t.Helper()
	s.clearRehearsals()
	r, err := rehearsal.New(s.shop, []catalog.Product{s.product(s.h, 1)}, s.clock.Now())
	s.did(err)
	s.did(db.NewRehearsals(s.h).Add(s.ctx(), r, time.Time{}))
	return r.ID
}

// mail keeps a letter that could not be sent.
func (s *scene) mail(h db.Handle) ident.ID {
	m := s.letterTo("zoe@exemple.fr")
	s.did(db.NewMails(h).Add(s.ctx(), m))
	return m.ID
}

// letterTo is a letter to an address that could not be sent.
func (s *scene) letterTo(address string) notification.Mail {
	id := ident.New("mal")
	return notification.Mail{ID: id, Source: id, To: address, Name: "Zoé", Language: "fr", Kind: "order.ready", Subject: "Prête",
		Text: "Prête", HTML: "<p>Prête</p>", CreatedAt: s.clock.Now(), State: notification.Failed, LastError: "550"}
}

// fact keeps a fact that nobody tells any more.
func (s *scene) fact(h db.Handle) ident.ID {
	s.parked++
	f := fact.New("test.happened", ident.New("ord"), s.clock.Now(), nil)
	s.did(db.NewFacts(h).Record(s.ctx(), f))
	f.Position = 1_000_000 + s.parked
	s.did(db.NewFacts(h).Hold(s.ctx(), fact.Held{Fact: f, Listener: "notification", Tries: 6, Parked: true, LastError: "sad"}))
	return f.ID
}

// carrying is somebody who sends the headers that a request needs.
func (p *person) carrying(h http.Header) *person {
	for name, values := range h {
		p = p.with(name, values[0])
	}
	return p
}

// exception is a day on which the shop is closed.
func exception(t *testing.T, day string) calendar.Exception {
	t.Helper()
	d, err := calendar.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	return calendar.Exception{Date: d}
}

func auditEntry(ctx context.Context, h db.Handle, at time.Time) error {
	return db.NewAudit(h).Record(ctx, platform.NewEntry("", "test.happened", "mem_1", "", at))
}

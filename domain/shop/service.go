package shop

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/repeat"
	"cabas/domain/kernel/work"
	"cabas/domain/platform"
	"cabas/domain/town"
)

// Service opens shops, shows them and lets their people edit them.
type Service struct {
	shops  Shops
	unit   work.Unit[Stores]
	access Access
	people account.People
	towns  Towns
	limits Settings
	orders platform.Ordering
	clock  clock.Clock
}

// NewService makes the service.
func NewService(shops Shops, unit work.Unit[Stores], access Access, people account.People, towns Towns, limits Settings, orders platform.Ordering, c clock.Clock) *Service {
	return &Service{shops, unit, access, people, towns, limits, orders, c}
}

// slugAttempts bounds how often a slug taken meanwhile is chosen again.
const slugAttempts = 4

// Open opens a shop at once; whoever opens it becomes its owner. The town may
// be given by INSEE code or slug; the contact's e-mail is the owner's when none
// is given. An attempt that was made before answers the shop it led to. It
// answers fault.ErrInvalid with each field that is wrong, ErrTooMany when they
// own as many shops as they may.
func (s *Service) Open(ctx context.Context, actor account.Actor, p Profile, attempt repeat.Key) (Shop, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return Shop{}, err
	}
	people, err := s.people.Recipients(ctx, []ident.ID{actor.Account})
	if err != nil {
		return Shop{}, err
	}
	owner := people[actor.Account]
	if p.Contact.Email == "" {
		p.Contact.Email = owner.Email
	}
	if p.Contact.Language == "" {
		p.Contact.Language = string(owner.Language)
	}
	if err := s.settle(ctx, &p); err != nil {
		return Shop{}, err
	}
	limits, err := s.limits.Settings(ctx)
	if err != nil {
		return Shop{}, err
	}
	shop, err := newShop(p, time.Duration(limits.AcceptanceMinutes)*time.Minute, s.clock.Now())
	if err != nil {
		return Shop{}, err
	}
	for n := 1; ; n++ {
		err = s.add(ctx, &shop, actor.Account, limits.ShopsPerAccount, attempt)
		if !errors.Is(err, fault.ErrDuplicate) || n == slugAttempts {
			return shop, err
		}
	}
}

// add keeps the shop under the first slug that is free, with its owner, who may
// own so many.
func (s *Service) add(ctx context.Context, shop *Shop, owner ident.ID, most int, attempt repeat.Key) error {
	return s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		earlier, err := st.Repeats.Claim(ctx, attempt, shop.ID, shop.OpenedAt)
		switch {
		case err != nil:
			return err
		case earlier != "":
			*shop, err = st.Shops.ByRef(ctx, earlier.String())
			return err
		}
		switch owned, err := st.Staff.Owned(ctx, owner); {
		case err != nil:
			return err
		case owned >= most:
			return ErrTooMany
		}
		choice := slugChoice(*shop)
		taken, err := st.Shops.Taken(ctx, choice)
		if err != nil {
			return err
		}
		shop.Slug = choice[slices.IndexFunc(choice, func(c string) bool { return !slices.Contains(taken, c) })]
		if err := st.Shops.Add(ctx, *shop); err != nil {
			return err
		}
		member := Member{ID: ident.New("mem"), Shop: shop.ID, Account: owner, Role: Owner, JoinedAt: shop.OpenedAt}
		if err := st.Staff.Add(ctx, member); err != nil {
			return err
		}
		return st.Facts.Record(ctx, fact.New(Opened, shop.ID, shop.OpenedAt, map[string]ident.ID{"by": owner}))
	})
}

// settle looks the profile's town up; an unknown one is a wrong field, and so is
// the postcode of another place.
func (s *Service) settle(ctx context.Context, p *Profile) error {
	t, err := s.towns.ByRef(ctx, p.Town.INSEE)
	if errors.Is(err, town.ErrNotFound) {
		return fault.ErrInvalid.At("/town", fault.FieldUnknown)
	}
	if code := strings.TrimSpace(p.postcode()); postcodeForm.MatchString(code) && !t.Near(code) {
		return fault.ErrInvalid.At("/address/postcode", FieldContradicts)
	}
	p.Town = Town{INSEE: t.INSEE, Name: t.Name, Slug: t.Slug}
	return err
}

// Get shows the shop with that identifier or slug to anybody, and tells which
// role the actor has in it; fault.ErrNotFound when there is none.
func (s *Service) Get(ctx context.Context, actor account.Actor, ref string) (Shop, Role, error) {
	shop, err := s.shops.ByRef(ctx, ref)
	if err != nil || !actor.SignedIn() {
		return shop, Stranger, err
	}
	role, err := s.access.members.RoleIn(ctx, shop.ID, actor.Account)
	return shop, role, err
}

// Find gives the identifier behind an identifier or slug; fault.ErrNotFound
// when it is a slug that no shop has.
func (s *Service) Find(ctx context.Context, ref string) (ident.ID, error) {
	if ident.Valid(ident.ID(ref), "shp") {
		return ident.ID(ref), nil
	}
	shop, err := s.shops.ByRef(ctx, ref)
	return shop.ID, err
}

// Editable is what managers edit of a shop.
type Editable struct {
	Slug    string
	Profile Profile
	Policy  Policy
}

// Edit rewrites what managers edit of a shop with what change makes of it;
// version is the one they saw. It answers fault.ErrStale when somebody else was
// faster, ErrSlugTaken, or fault.ErrInvalid with each field that is wrong.
func (s *Service) Edit(ctx context.Context, actor account.Actor, id ident.ID, version int64, change func(Editable) Editable) (Shop, error) {
	if err := s.access.Require(ctx, actor, id, Manager); err != nil {
		return Shop{}, err
	}
	shop, err := s.shops.ByRef(ctx, id.String())
	if err != nil {
		return Shop{}, err
	}
	e := change(Editable{shop.Slug, shop.Profile, shop.Policy})
	moved := e.Profile.Town.INSEE != shop.Town.INSEE
	if moved || e.Profile.postcode() != shop.postcode() {
		if err := s.settle(ctx, &e.Profile); err != nil {
			return Shop{}, err
		}
	}
	if moved {
		e.Profile.Zone = ""
	}
	shop.Slug, shop.Profile, shop.Policy, shop.Versions.Shop = e.Slug, e.Profile.tidied(), e.Policy, version
	if err := shop.check(); err != nil {
		return Shop{}, err
	}
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Shops.Save(ctx, shop); err != nil {
			return err
		}
		return st.Facts.Record(ctx, fact.New(Changed, id, s.clock.Now(), map[string]ident.ID{"by": actor.Account}))
	})
	if errors.Is(err, fault.ErrDuplicate) {
		return Shop{}, ErrSlugTaken.At("/slug", fault.FieldTaken)
	}
	shop.Versions.Shop++
	return shop, err
}

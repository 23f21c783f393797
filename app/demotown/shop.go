package demotown

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"cabas/demo"
	"cabas/domain/account"
	"cabas/domain/catalog"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/money"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/repeat"
	"cabas/domain/shop"
)

// openShops has each owner open their shop as a shopkeeper would.
func (l *loader) openShops(ctx context.Context) error {
	for _, d := range l.data.Shops {
		if err := l.openShop(ctx, d); err != nil {
			return fmt.Errorf("%s: %w", d.Slug, err)
		}
	}
	l.confirmDays()
	return nil
}

func (l *loader) openShop(ctx context.Context, d demo.Shop) error {
	owner, err := l.ownerOf(d)
	if err != nil {
		return err
	}
	s, err := l.Shops.Open(ctx, owner.Actor, profile(d), repeat.Key{})
	if err != nil {
		return err
	}
	for _, step := range []func() error{
		func() (err error) {
			_, err = l.Shops.Edit(ctx, owner.Actor, s.ID, s.Versions.Shop, func(e shop.Editable) shop.Editable {
				e.Slug, e.Policy.AutoAccept = d.Slug, d.AutoAccept
				return e
			})
			return err
		},
		func() (err error) {
			_, err = l.Shops.Declare(ctx, owner.Actor, s.ID, shop.Declaration{Seller: seller(d), Certified: true})
			return err
		},
		func() (err error) {
			_, err = l.Timetable.SetWeek(ctx, owner.Actor, s.ID, week(d.Hours), s.Versions.Hours)
			return err
		},
		func() (err error) {
			_, err = l.Ways.SetWays(ctx, owner.Actor, s.ID, ways(d.Ways))
			return err
		},
		func() error { return l.hire(ctx, owner.Actor, s.ID, d) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	o := opened{Data: d, ID: s.ID, owner: owner.Actor, products: map[string]catalog.Product{}}
	for _, p := range d.Products {
		made, err := l.Products.Create(ctx, owner.Actor, s.ID.String(), details(d, p), repeat.Key{})
		if err != nil {
			return fmt.Errorf("%s: %w", p.Key, err)
		}
		o.products[p.Key] = made.Product
		if err := l.illustrate(ctx, owner.Actor, made.ID, p.Name, p.Photo); err != nil {
			return fmt.Errorf("%s: %w", p.Key, err)
		}
	}
	if err := l.illustrate(ctx, owner.Actor, s.ID, d.Name, d.Photo); err != nil {
		return err
	}
	l.shops[d.Slug] = o
	return nil
}

// illustrate has a product or a shop show a picture, where there is one.
func (l *loader) illustrate(ctx context.Context, owner account.Actor, subject ident.ID, name string, file []byte) error {
	if file == nil {
		return nil
	}
	_, err := l.Photos.Add(ctx, owner, subject, "Illustration : "+name, bytes.NewReader(file))
	return err
}

func (l *loader) ownerOf(d demo.Shop) (person, error) {
	for _, m := range d.Staff {
		if m.Role == shop.Owner.String() {
			return l.people[m.Person], nil
		}
	}
	return person{}, errors.New("nobody owns the shop")
}

// hire invites the others by mail, and each of them accepts with the link.
func (l *loader) hire(ctx context.Context, owner account.Actor, id ident.ID, d demo.Shop) error {
	for _, m := range d.Staff {
		role, known := shop.ParseRole(m.Role)
		who := l.people[m.Person]
		switch {
		case !known:
			return fmt.Errorf("%s: no role %q", m.Person, m.Role)
		case role == shop.Owner:
			continue
		}
		if _, err := l.Employer.Invite(ctx, owner, id, who.Email, role); err != nil {
			return fmt.Errorf("%s: %w", m.Person, err)
		}
		token, err := l.read(ctx, who.Email, invitation)
		if err != nil {
			return fmt.Errorf("%s: %w", m.Person, err)
		}
		if _, err := l.Employer.Accept(ctx, who.Actor, token); err != nil {
			return fmt.Errorf("%s: %w", m.Person, err)
		}
	}
	return nil
}

// invitation finds the token at the end of an invitation's link.
var invitation = regexp.MustCompile(`https?://\S*[/=#]([\w-]{43})\b`)

// read finds what the latest mail to an address holds, as its reader would.
func (l *loader) read(ctx context.Context, to string, what *regexp.Regexp) (string, error) {
	mails, err := l.Mails.Demo(ctx, to, page.Request{Limit: 1})
	if err != nil {
		return "", err
	}
	if len(mails.Items) == 1 {
		if found := what.FindStringSubmatch(mails.Items[0].Text); found != nil {
			return found[1], nil
		}
	}
	return "", fmt.Errorf("the mail to %s does not hold %s", to, what)
}

func profile(d demo.Shop) shop.Profile {
	p := shop.Profile{
		Name: d.Name, Trade: d.Trade, Town: shop.Town{INSEE: d.Address.INSEE, Name: d.Address.City}, Description: d.Description,
		Contact: shop.Contact{Phone: d.Phone, Email: d.Email, Language: "fr"}, Colour: demo.Awnings[d.Awning],
	}
	if d.Address.Street != "" {
		a := address(d.Address)
		p.Address = &a
	}
	if d.Position != nil {
		p.Position = &geo.Point{Lat: d.Position.Lat, Lon: d.Position.Lon}
	}
	return p
}

func address(a demo.Address) shop.Address {
	return shop.Address{Line1: a.Street, Postcode: a.Postcode, City: a.City}
}

func seller(d demo.Shop) shop.Seller {
	s := d.Seller
	at := d.Address
	if s.Address != nil {
		at = *s.Address
	}
	out := shop.Seller{
		Professional: true, LegalName: s.LegalName, LegalForm: s.LegalForm, SIRET: s.SIRET, VATNumber: s.VATNumber,
		VATExempt: s.VATExempt, Address: address(at), Phone: d.Phone, Email: d.Email,
	}
	if s.Mediator.Name != "" {
		out.Mediator = &shop.Mediator{Name: s.Mediator.Name, Website: s.Mediator.Website}
	}
	return out
}

func week(w demo.Week) calendar.Week {
	var out calendar.Week
	for day, spans := range w.Days() {
		for _, s := range spans {
			out[day] = append(out[day], calendar.Span{From: calendar.TimeOfDay(s.From), To: calendar.TimeOfDay(s.To)})
		}
	}
	return out
}

// daysAhead is how far ahead the demonstration's shops take orders.
const daysAhead = 7

func ways(w demo.Ways) fulfilment.Ways {
	out := fulfilment.Usual()
	out.Counter.Rule = rule(w.Counter)
	if d := w.Delivery; d != nil {
		out.Delivery = fulfilment.DeliveryWay{
			Rule: rule(d.SlotRule), Week: week(d.Hours), Postcodes: d.Postcodes,
			Fee: money.Cents(d.FeeCents), Minimum: money.Cents(d.MinimumCents),
		}
		if free := money.Cents(d.FreeFromCents); free > 0 {
			out.Delivery.FreeFrom = &free
		}
	}
	return out
}

func rule(r demo.SlotRule) fulfilment.Rule {
	return fulfilment.Rule{
		Offered: true, Lead: time.Duration(r.LeadMinutes) * time.Minute, Length: time.Duration(r.SlotMinutes) * time.Minute,
		Capacity: r.Capacity, DaysAhead: daysAhead,
	}
}

package handler

import (
	"context"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/fulfilment"
	"cabas/domain/kernel/calendar"
	"cabas/domain/media"
	"cabas/domain/shop"
)

// openingHorizon is how far ahead an opening is worth telling.
const openingHorizon = 14 * 24 * time.Hour

// summaryOf writes a shop of a list.
func summaryOf(ctx context.Context, c shop.Card, ways []fulfilment.Way, photos []media.Photo, now time.Time) gen.ShopSummary {
	s, zone := c.Shop, c.Location()
	out := gen.ShopSummary{
		ID: s.ID.String(), Slug: s.Slug, Name: s.Name, Trade: s.Trade, TradeName: tradeName(ctx, s.Trade), Town: townRef(s.Town),
		Address: addressBack(s.Address), Colour: s.Colour, Selling: s.Selling(), OpenNow: c.Status.Open,
		ClosesAt: moment(c.Status.ClosesAt, zone), PausedUntil: pausedUntil(s, now), ConfirmedAt: moment(s.ConfirmedAt, zone),
		Ways: waysBack(ways), Photo: firstPhoto(photos), DistanceMetres: c.DistanceMetres,
	}
	if days, confirmed := s.OpeningDaysSince(now); confirmed {
		out.OpeningDaysSince = &days
	}
	if s.Position != nil {
		out.Position = positionOf(*s.Position)
	}
	if c.Status.OpensAt.Before(now.Add(openingHorizon)) {
		out.OpensAt = moment(c.Status.OpensAt, zone)
	}
	return out
}

// shopOf writes a shop, with what only its staff see when the reader is one.
func shopOf(ctx context.Context, s shop.Shop, ways []fulfilment.Way, photos []media.Photo, role shop.Role, now time.Time) gen.Shop {
	c := summaryOf(ctx, shop.Card{Shop: s, Status: s.Schedule().Status(now)}, ways, photos, now)
	out := gen.Shop{
		ID: c.ID, Slug: c.Slug, Name: c.Name, Trade: c.Trade, TradeName: c.TradeName, Town: c.Town, Address: c.Address,
		Position: c.Position, Colour: c.Colour, Selling: c.Selling, OpenNow: c.OpenNow, OpensAt: c.OpensAt, ClosesAt: c.ClosesAt,
		PausedUntil: c.PausedUntil, ConfirmedAt: c.ConfirmedAt,
		OpeningDaysSince: c.OpeningDaysSince, Ways: c.Ways, Photo: c.Photo, Description: s.Description,
		Contact: contactBack(s.Contact), Seller: noticeOf(s), TimeZone: s.Zone, Version: s.Versions.Shop,
	}
	if role == shop.Stranger {
		out.Contact.Email = nil // where letters go; mostly the owner's own
	} else {
		out.SellingBlockers = blockersOf(s)
		out.Settings = &gen.ShopSettings{
			AutoAccept: s.Policy.AutoAccept, WaiveGuestConfirmation: s.Policy.WaiveConfirmation,
			AcceptanceMinutes: int(s.Policy.AcceptWithin / time.Minute),
		}
	}
	return out
}

func townRef(t shop.Town) gen.TownRef { return gen.TownRef{INSEE: t.INSEE, Name: t.Name, Slug: t.Slug} }

func tradeName(ctx context.Context, key string) string {
	for _, t := range shop.Trades {
		if t.Key == key {
			return tradeSaid(ctx, t)
		}
	}
	return key
}

func tradeSaid(ctx context.Context, t shop.Trade) string {
	if mid.LanguageOf(ctx) == "en" {
		return t.English
	}
	return t.French
}

// pausedUntil is the day of reopening while it lies ahead.
func pausedUntil(s shop.Shop, now time.Time) *openapi_types.Date {
	if s.PausedUntil == nil || calendar.DayOf(now, s.Location()).Compare(*s.PausedUntil) >= 0 {
		return nil
	}
	d := dateBack(*s.PausedUntil)
	return &d
}

func waysBack(ways []fulfilment.Way) []gen.Way {
	out := make([]gen.Way, len(ways))
	for i, w := range ways {
		out[i] = gen.Way(w)
	}
	return out
}

func addressOf(a gen.Address) shop.Address {
	return shop.Address{Line1: a.Line1, Line2: deref(a.Line2), Postcode: a.Postcode, City: a.City}
}

func addressBack(a *shop.Address) *gen.Address {
	if a == nil {
		return nil
	}
	return &gen.Address{Line1: a.Line1, Line2: optional(a.Line2), Postcode: a.Postcode, City: a.City}
}

func contactBack(c shop.Contact) gen.Contact {
	return gen.Contact{
		Phone: optional(c.Phone), Email: optional(openapi_types.Email(c.Email)), Website: optional(c.Website),
		Language: optional(gen.Language(c.Language)),
	}
}

// noticeOf writes the public legal notice; absent while nobody declared it.
func noticeOf(s shop.Shop) *gen.SellerNotice {
	if s.Versions.Seller == 0 {
		return nil
	}
	d := s.Seller
	return &gen.SellerNotice{
		Professional: d.Professional, LegalName: d.LegalName, LegalForm: optional(d.LegalForm), SIRET: optional(d.SIRET),
		VATNumber: optional(d.VATNumber), VATExempt: d.VATExempt, Address: *addressBack(&d.Address), Mediator: mediatorBack(d.Mediator),
	}
}

func mediatorBack(m *shop.Mediator) *gen.Mediator {
	if m == nil {
		return nil
	}
	return &gen.Mediator{Name: m.Name, Website: m.Website}
}

func blockersOf(s shop.Shop) []gen.SellingBlocker {
	out := []gen.SellingBlocker{}
	for _, b := range s.SellingBlockers() {
		out = append(out, gen.SellingBlocker(b))
	}
	return out
}

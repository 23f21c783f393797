package db

import (
	"math"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// shopRow is a line of shops.
type shopRow struct {
	ID                              ident.ID
	Slug, Name, Trade               string
	Town, TownName, TownSlug        string
	Line1, Line2, Postcode, City    string
	Lat, Lon                        *int64
	Description                     string
	Phone, Email, Website, Language string
	Colour, Zone                    string
	AutoAccept, WaiveConfirmation   bool
	AcceptMinutes                   int64
	Week, PausedUntil               string
	ConfirmedAt, OpenedAt           Micros
	Version, HoursVersion           int64
}

func (shopRow) TableName() string { return "shops" }

// degrees is how many units of storage make a degree.
const degrees = 1e7

func toShopRow(s shop.Shop) shopRow {
	r := shopRow{
		ID: s.ID, Slug: s.Slug, Name: s.Name, Trade: s.Trade, Town: s.Town.INSEE, TownName: s.Town.Name, TownSlug: s.Town.Slug,
		Description: s.Description, Phone: s.Contact.Phone, Email: s.Contact.Email, Website: s.Contact.Website,
		Language: s.Contact.Language, Colour: s.Colour, Zone: s.Zone,
		AutoAccept: s.Policy.AutoAccept, WaiveConfirmation: s.Policy.WaiveConfirmation,
		AcceptMinutes: int64(s.Policy.AcceptWithin / time.Minute), Week: writeWeek(s.Week),
		ConfirmedAt: toMicros(s.ConfirmedAt), OpenedAt: toMicros(s.OpenedAt),
		Version: s.Versions.Shop, HoursVersion: s.Versions.Hours,
	}
	if a := s.Address; a != nil {
		r.Line1, r.Line2, r.Postcode, r.City = a.Line1, a.Line2, a.Postcode, a.City
	}
	if p := s.Position; p != nil {
		lat, lon := int64(math.Round(p.Lat*degrees)), int64(math.Round(p.Lon*degrees))
		r.Lat, r.Lon = &lat, &lon
	}
	if s.PausedUntil != nil {
		r.PausedUntil = s.PausedUntil.String()
	}
	return r
}

func (r shopRow) shop() (shop.Shop, error) {
	s := shop.Shop{
		ID: r.ID, Slug: r.Slug,
		Profile: shop.Profile{
			Name: r.Name, Trade: r.Trade, Town: shop.Town{INSEE: r.Town, Name: r.TownName, Slug: r.TownSlug}, Description: r.Description,
			Contact: shop.Contact{Phone: r.Phone, Email: r.Email, Website: r.Website, Language: r.Language},
			Colour:  r.Colour, Zone: r.Zone,
		},
		Policy: shop.Policy{
			AutoAccept: r.AutoAccept, WaiveConfirmation: r.WaiveConfirmation,
			AcceptWithin: time.Duration(r.AcceptMinutes) * time.Minute,
		},
		ConfirmedAt: r.ConfirmedAt.Time(), OpenedAt: r.OpenedAt.Time(),
		Versions: shop.Versions{Shop: r.Version, Hours: r.HoursVersion},
	}
	if r.Line1 != "" {
		s.Address = &shop.Address{Line1: r.Line1, Line2: r.Line2, Postcode: r.Postcode, City: r.City}
	}
	if r.Lat != nil && r.Lon != nil {
		s.Position = &geo.Point{Lat: float64(*r.Lat) / degrees, Lon: float64(*r.Lon) / degrees}
	}
	if r.PausedUntil != "" {
		d, err := calendar.ParseDate(r.PausedUntil)
		if err != nil {
			return s, err
		}
		s.PausedUntil = &d
	}
	var err error
	s.Week, err = readWeek(r.Week)
	return s, err
}

// sellerRow is a line of shop_sellers.
type sellerRow struct {
	Shop                          ident.ID
	Version                       int64
	Professional                  bool
	LegalName, LegalForm          string
	Siret, Exemption              string
	VatNumber                     string
	VatExempt                     bool
	Line1, Line2, Postcode, City  string
	Phone, Email                  string
	MediatorName, MediatorWebsite string
	CertifiedAt                   Micros
	TermsVersion                  string
}

func (sellerRow) TableName() string { return "shop_sellers" }

func toSellerRow(id ident.ID, s shop.Seller, version int64) sellerRow {
	r := sellerRow{
		Shop: id, Version: version, Professional: s.Professional, LegalName: s.LegalName, LegalForm: s.LegalForm,
		Siret: s.SIRET, Exemption: s.Exemption, VatNumber: s.VATNumber, VatExempt: s.VATExempt,
		Line1: s.Address.Line1, Line2: s.Address.Line2, Postcode: s.Address.Postcode, City: s.Address.City,
		Phone: s.Phone, Email: s.Email, CertifiedAt: toMicros(s.CertifiedAt), TermsVersion: s.TermsVersion,
	}
	if s.Mediator != nil {
		r.MediatorName, r.MediatorWebsite = s.Mediator.Name, s.Mediator.Website
	}
	return r
}

func (r sellerRow) seller() shop.Seller {
	s := shop.Seller{
		Professional: r.Professional, LegalName: r.LegalName, LegalForm: r.LegalForm, SIRET: r.Siret, Exemption: r.Exemption,
		VATNumber: r.VatNumber, VATExempt: r.VatExempt, Phone: r.Phone, Email: r.Email,
		Address:     shop.Address{Line1: r.Line1, Line2: r.Line2, Postcode: r.Postcode, City: r.City},
		CertifiedAt: r.CertifiedAt.Time(), TermsVersion: r.TermsVersion,
	}
	if r.MediatorName != "" {
		s.Mediator = &shop.Mediator{Name: r.MediatorName, Website: r.MediatorWebsite}
	}
	return s
}

// exceptionRow is a line of shop_exceptions.
type exceptionRow struct {
	Shop                ident.ID
	Date, Spans, Reason string
}

func (r exceptionRow) exception() (calendar.Exception, error) {
	d, err := calendar.ParseDate(r.Date)
	if err != nil {
		return calendar.Exception{}, err
	}
	spans, err := readSpans(r.Spans)
	return calendar.Exception{Date: d, Spans: spans, Reason: r.Reason}, err
}

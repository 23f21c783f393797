package db

import (
	"database/sql"

	"gorm.io/gorm"
)

const (
	selectShops = `SELECT id, slug, name, trade, town, town_name, town_slug, line1, line2, postcode, city, lat, lon, description,
		phone, email, website, language, colour, zone, auto_accept, waive_confirmation, accept_minutes, week, paused_until,
		confirmed_at, opened_at, version, hours_version FROM shops `
	selectSellers = `SELECT shop, version, professional, legal_name, legal_form, siret, exemption, vat_number, vat_exempt,
		line1, line2, postcode, city, phone, email, mediator_name, mediator_website, certified_at, terms_version FROM shop_sellers `
)

// scanShops reads the rows of selectShops.
func scanShops(query *gorm.DB) (shops []shopRow, err error) {
	err = each(query, func(rows *sql.Rows) error {
		var r shopRow
		err := rows.Scan(&r.ID, &r.Slug, &r.Name, &r.Trade, &r.Town, &r.TownName, &r.TownSlug, &r.Line1, &r.Line2, &r.Postcode, &r.City,
			&r.Lat, &r.Lon, &r.Description, &r.Phone, &r.Email, &r.Website, &r.Language, &r.Colour, &r.Zone,
			&r.AutoAccept, &r.WaiveConfirmation, &r.AcceptMinutes, &r.Week, &r.PausedUntil,
			&r.ConfirmedAt, &r.OpenedAt, &r.Version, &r.HoursVersion)
		shops = append(shops, r)
		return err
	})
	return shops, err
}

// eachSeller hands over every row of selectSellers.
func eachSeller(query *gorm.DB, give func(sellerRow)) error {
	return each(query, func(rows *sql.Rows) error {
		var r sellerRow
		err := rows.Scan(&r.Shop, &r.Version, &r.Professional, &r.LegalName, &r.LegalForm, &r.Siret, &r.Exemption, &r.VatNumber, &r.VatExempt,
			&r.Line1, &r.Line2, &r.Postcode, &r.City, &r.Phone, &r.Email, &r.MediatorName, &r.MediatorWebsite, &r.CertifiedAt, &r.TermsVersion)
		give(r)
		return err
	})
}

package db

import (
	"context"
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/shop"
)

// Shops keeps shops with their sellers, hours and staff; it implements
// shop.Shops, Sellers, Hours, Days, Window and Members.
type Shops struct{ h Handle }

// NewShops makes the store of shops.
func NewShops(h Handle) Shops { return Shops{h} }

// Add implements shop.Shops.
func (s Shops) Add(ctx context.Context, a shop.Shop) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		row := toShopRow(a)
		if _, err := changed(h.writer(ctx).Create(&row)); err != nil {
			return err
		}
		seller := toSellerRow(a.ID, a.Seller, a.Versions.Seller)
		_, err := changed(h.writer(ctx).Create(&seller))
		return err
	})
}

// ByRef implements shop.Shops. Slugs hold no underscore, identifiers do.
func (s Shops) ByRef(ctx context.Context, ref string) (shop.Shop, error) {
	where := `WHERE slug = ?`
	if ident.Valid(ident.ID(ref), "shp") {
		where = `WHERE id = ?`
	}
	found, err := s.read(ctx, where, ref)
	if err != nil {
		return shop.Shop{}, err
	}
	if len(found) == 0 {
		return shop.Shop{}, fault.ErrNotFound
	}
	return found[0], nil
}

// Taken implements shop.Shops.
func (s Shops) Taken(ctx context.Context, slugs []string) (taken []string, err error) {
	_, err = changed(s.h.reader(ctx).Raw(`SELECT slug FROM shops WHERE slug IN ?`, slugs).Scan(&taken))
	return taken, err
}

// Save implements shop.Shops.
func (s Shops) Save(ctx context.Context, a shop.Shop) error {
	r := toShopRow(a)
	n, err := changed(s.h.writer(ctx).Exec(`
		UPDATE shops SET slug = ?, name = ?, trade = ?, town = ?, town_name = ?, town_slug = ?, line1 = ?, line2 = ?, postcode = ?, city = ?,
			lat = ?, lon = ?, description = ?, phone = ?, email = ?, website = ?, language = ?, colour = ?, zone = ?,
			auto_accept = ?, waive_confirmation = ?, accept_minutes = ?, version = version + 1
		WHERE id = ? AND version = ?`,
		r.Slug, r.Name, r.Trade, r.Town, r.TownName, r.TownSlug, r.Line1, r.Line2, r.Postcode, r.City,
		r.Lat, r.Lon, r.Description, r.Phone, r.Email, r.Website, r.Language, r.Colour, r.Zone,
		r.AutoAccept, r.WaiveConfirmation, r.AcceptMinutes, r.ID, r.Version))
	return unlessStale(n, err)
}

// SaveSeller implements shop.Sellers.
func (s Shops) SaveSeller(ctx context.Context, id ident.ID, a shop.Seller, version int64) error {
	r := toSellerRow(id, a, version+1)
	res := s.h.writer(ctx).Model(&sellerRow{}).Where("shop = ? AND version = ?", id, version).Select("*").Omit("shop").Updates(&r)
	n, err := changed(res)
	return unlessStale(n, err)
}

// SaveWeek implements shop.Hours.
func (s Shops) SaveWeek(ctx context.Context, id ident.ID, w calendar.Week, version int64) error {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE shops SET week = ?, hours_version = hours_version + 1
		WHERE id = ? AND hours_version = ?`, writeWeek(w), id, version))
	return unlessStale(n, err)
}

// SetException implements shop.Hours.
func (s Shops) SetException(ctx context.Context, id ident.ID, e calendar.Exception) error {
	_, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO shop_exceptions (shop, date, spans, reason) VALUES (?, ?, ?, ?)
		ON CONFLICT (shop, date) DO UPDATE SET spans = excluded.spans, reason = excluded.reason`,
		id, e.Date.String(), writeSpans(e.Spans), e.Reason))
	return err
}

// DropException implements shop.Hours.
func (s Shops) DropException(ctx context.Context, id ident.ID, d calendar.Date) error {
	n, err := changed(s.h.writer(ctx).Exec(`DELETE FROM shop_exceptions WHERE shop = ? AND date = ?`, id, d.String()))
	return unlessMissing(n, err)
}

// SetPause implements shop.Days.
func (s Shops) SetPause(ctx context.Context, id ident.ID, until *calendar.Date) error {
	day := ""
	if until != nil {
		day = until.String()
	}
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE shops SET paused_until = ? WHERE id = ?`, day, id))
	return unlessMissing(n, err)
}

// Confirm implements shop.Days.
func (s Shops) Confirm(ctx context.Context, id ident.ID, at time.Time) error {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE shops SET confirmed_at = ? WHERE id = ?`, toMicros(at), id))
	return unlessMissing(n, err)
}

// RoleIn implements shop.Members.
func (s Shops) RoleIn(ctx context.Context, id, account ident.ID) (shop.Role, error) {
	var role int
	_, err := changed(s.h.reader(ctx).Raw(`SELECT role FROM staff WHERE account = ? AND shop = ?`, account, id).Scan(&role))
	return shop.Role(role), err
}

// unlessStale reads the outcome of a change guarded by a version.
func unlessStale(rows int64, err error) error {
	if err == nil && rows == 0 {
		return fault.ErrStale
	}
	return err
}

// unlessMissing reads the outcome of a change of one row by its key.
func unlessMissing(rows int64, err error) error {
	if err == nil && rows == 0 {
		return fault.ErrNotFound
	}
	return err
}

package db

import (
	"context"
	"strings"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/media"
)

// Photos keeps who shows which picture; it implements media.Photos, Album and
// Subjects.
type Photos struct{ h Handle }

// NewPhotos makes the store of photos.
func NewPhotos(h Handle) Photos { return Photos{h} }

type photoRow struct {
	ID, Subject, ShopID ident.ID
	Hash                string
	Width, Height       int
	Placeholder, Alt    string
	CreatedAt           Micros
}

func (r photoRow) photo() media.Photo {
	return media.Photo{
		ID: r.ID, Subject: r.Subject, Shop: r.ShopID, Alt: r.Alt, Created: r.CreatedAt.Time(),
		Picture: media.Picture{Hash: r.Hash, Width: r.Width, Height: r.Height, Placeholder: r.Placeholder},
	}
}

const photoRows = `SELECT p.id, p.subject, p.shop_id, p.hash, p.alt, p.created_at, f.width, f.height, f.placeholder
	FROM photos p JOIN pictures f ON f.hash = p.hash `

// Of implements media.Photos.
func (s Photos) Of(ctx context.Context, subjects []ident.ID) (map[ident.ID][]media.Photo, error) {
	var rows []photoRow
	_, err := changed(s.h.reader(ctx).Raw(photoRows+`WHERE p.subject IN ? ORDER BY p.subject, p.position, p.id`, subjects).Scan(&rows))
	out := make(map[ident.ID][]media.Photo, len(rows))
	for _, r := range rows {
		out[r.Subject] = append(out[r.Subject], r.photo())
	}
	return out, err
}

// Get implements media.Photos.
func (s Photos) Get(ctx context.Context, id ident.ID) (media.Photo, error) {
	return s.first(ctx, `WHERE p.id = ?`, id)
}

func (s Photos) first(ctx context.Context, where string, args ...any) (media.Photo, error) {
	var row photoRow
	err := one(s.h.reader(ctx).Raw(photoRows+where, args...).Scan(&row))
	return row.photo(), err
}

// Add implements media.Album. The count is taken by the statement that adds:
// two that are added at one moment may come out one too many, which is no harm.
func (s Photos) Add(ctx context.Context, p media.Photo, most int) (media.Photo, error) {
	n, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO photos (id, subject, shop_id, hash, position, alt, created_at)
		SELECT ?, ?, ?, ?, COALESCE(MAX(position) + 1, 0), ?, CAST(? AS BIGINT) FROM photos WHERE subject = ? HAVING COUNT(*) < ?
		ON CONFLICT (subject, hash) DO NOTHING`,
		p.ID, p.Subject, p.Shop, p.Hash, p.Alt, toMicros(p.Created), p.Subject, most))
	if err != nil || n == 1 {
		return p, err
	}
	earlier, err := s.first(ctx, `WHERE p.subject = ? AND p.hash = ?`, p.Subject, p.Hash)
	if fault.KindOf(err) == fault.NotFound {
		err = media.ErrEnough
	}
	return earlier, err
}

// Caption implements media.Album.
func (s Photos) Caption(ctx context.Context, subject, id ident.ID, place int, alt string) error {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE photos SET position = ?, alt = ? WHERE id = ? AND subject = ?`, place, alt, id, subject))
	return unlessMissing(n, err)
}

// Remove implements media.Album.
func (s Photos) Remove(ctx context.Context, id ident.ID, now time.Time) error {
	n, err := s.drop(ctx, `id = ?`, id, now)
	return unlessMissing(n, err)
}

// Clear implements media.Album.
func (s Photos) Clear(ctx context.Context, subject ident.ID, now time.Time) error {
	_, err := s.drop(ctx, `subject = ?`, subject, now)
	return err
}

// Abandon implements media.Album. It looks at every photo: a job for once an
// hour.
func (s Photos) Abandon(ctx context.Context, now time.Time) error {
	_, err := s.drop(ctx, `subject IN (SELECT id FROM products WHERE deleted_at > ?)`, 0, now)
	return err
}

// drop deletes photos, and notes that their pictures were wanted until now.
func (s Photos) drop(ctx context.Context, which string, what any, now time.Time) (n int64, err error) {
	if _, err := changed(s.h.writer(ctx).Exec(`UPDATE pictures SET touched_at = ?
		WHERE hash IN (SELECT hash FROM photos WHERE `+which+`)`, toMicros(now), what)); err != nil {
		return 0, err
	}
	return changed(s.h.writer(ctx).Exec(`DELETE FROM photos WHERE `+which, what))
}

// ShopOf implements media.Subjects.
func (s Photos) ShopOf(ctx context.Context, subject ident.ID) (ident.ID, error) {
	query := `SELECT shop_id FROM products WHERE id = ? AND deleted_at = 0`
	if strings.HasPrefix(subject.String(), "shp_") {
		query = `SELECT id AS shop_id FROM shops WHERE id = ?`
	}
	var row struct{ ShopID ident.ID }
	err := one(s.h.reader(ctx).Raw(query, subject).Scan(&row))
	return row.ShopID, err
}

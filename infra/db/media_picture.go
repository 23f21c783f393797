package db

import (
	"context"
	"time"

	"cabas/domain/media"
)

// Pictures keeps account of the pictures' files; it implements media.Pictures.
type Pictures struct{ h Handle }

// NewPictures makes the store of pictures.
func NewPictures(h Handle) Pictures { return Pictures{h} }

// The states of a picture.
const (
	pictureComing  = "coming"
	pictureKept    = "kept"
	pictureLeaving = "leaving"
)

type pictureRow struct {
	Hash          string
	Width, Height int
	Placeholder   string
	State         string
}

func (r pictureRow) picture() media.Picture {
	return media.Picture{Hash: r.Hash, Width: r.Width, Height: r.Height, Placeholder: r.Placeholder}
}

// Known implements media.Pictures.
func (s Pictures) Known(ctx context.Context, hash string) (media.Picture, bool, error) {
	var rows []pictureRow
	_, err := changed(s.h.reader(ctx).Raw(`SELECT hash, width, height, placeholder, state FROM pictures WHERE hash = ? AND state = ?`,
		hash, pictureKept).Scan(&rows))
	if err != nil || len(rows) == 0 {
		return media.Picture{}, false, err
	}
	return rows[0].picture(), true, nil
}

// Claim implements media.Pictures.
func (s Pictures) Claim(ctx context.Context, p media.Picture, now time.Time) (bool, error) {
	var rows []pictureRow
	_, err := changed(s.h.writer(ctx).Raw(`
		INSERT INTO pictures (hash, width, height, placeholder, state, touched_at) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (hash) DO UPDATE SET touched_at = excluded.touched_at WHERE pictures.state <> ?
		RETURNING state`,
		p.Hash, p.Width, p.Height, p.Placeholder, pictureComing, toMicros(now), pictureLeaving).Scan(&rows))
	switch {
	case err != nil:
		return false, err
	case len(rows) == 0:
		return false, media.ErrBusy
	}
	return rows[0].State == pictureKept, nil
}

// Keep implements media.Pictures.
func (s Pictures) Keep(ctx context.Context, hash string, now time.Time) error {
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE pictures SET state = ?, touched_at = ? WHERE hash = ? AND state <> ?`,
		pictureKept, toMicros(now), hash, pictureLeaving))
	if err == nil && n == 0 {
		err = media.ErrBusy
	}
	return err
}

// Leave implements media.Pictures.
func (s Pictures) Leave(ctx context.Context, before time.Time) ([]media.Picture, error) {
	var rows []pictureRow
	_, err := changed(s.h.writer(ctx).Raw(`
		UPDATE pictures SET state = ? WHERE touched_at < ? AND NOT EXISTS (SELECT 1 FROM photos WHERE photos.hash = pictures.hash)
		RETURNING hash, width, height, placeholder, state`, pictureLeaving, toMicros(before)).Scan(&rows))
	out := make([]media.Picture, len(rows))
	for i, r := range rows {
		out[i] = r.picture()
	}
	return out, err
}

// Forget implements media.Pictures.
func (s Pictures) Forget(ctx context.Context, hash string) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM pictures WHERE hash = ? AND state = ?`, hash, pictureLeaving))
	return err
}

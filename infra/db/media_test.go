package db_test

import (
	"context"
	"testing"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/media"
	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestPhotos(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		contract.Photos(t, contract.Media{Album: db.NewPhotos(d.Handle()), Pictures: db.NewPictures(d.Handle())})
	})
}

func TestPhotosAreKeptByIndex(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		photos, pictures := db.NewPhotos(d.Handle()), db.NewPictures(d.Handle())
		p := media.Photo{ID: "pho_1", Subject: "prd_1", Shop: "shp_1", Picture: media.Picture{Hash: "h", Width: 9, Height: 9}}
		now := time.Date(2026, 11, 28, 11, 0, 0, 0, time.UTC)
		for _, step := range []struct {
			name  string
			run   func(ctx context.Context) error
			count int
		}{
			{"known", func(ctx context.Context) error { _, _, err := pictures.Known(ctx, "h"); return err }, 1},
			{"claim", func(ctx context.Context) error { _, err := pictures.Claim(ctx, p.Picture, now); return err }, 1},
			{"keep", func(ctx context.Context) error { return pictures.Keep(ctx, "h", now) }, 1},
			{"add", func(ctx context.Context) error { _, err := photos.Add(ctx, p, 8); return err }, 1},
			{"of", func(ctx context.Context) error {
				_, err := photos.Of(ctx, []ident.ID{"prd_1", "prd_2", "shp_1"})
				return err
			}, 1},
			{"get", func(ctx context.Context) error { _, err := photos.Get(ctx, "pho_1"); return err }, 1},
			{"caption", func(ctx context.Context) error { return photos.Caption(ctx, "prd_1", "pho_1", 3, "") }, 1},
			{"product", func(ctx context.Context) error { _, err := photos.ShopOf(ctx, "prd_1"); return ignoreMissing(err) }, 1},
			{"shop", func(ctx context.Context) error { _, err := photos.ShopOf(ctx, "shp_1"); return ignoreMissing(err) }, 1},
			{"remove", func(ctx context.Context) error { return photos.Remove(ctx, "pho_1", now) }, 2},
			{"clear", func(ctx context.Context) error { return photos.Clear(ctx, "prd_1", now) }, 2},
			{"leave", func(ctx context.Context) error { _, err := pictures.Leave(ctx, now.Add(time.Hour)); return err }, 1},
			{"forget", func(ctx context.Context) error { return pictures.Forget(ctx, "h") }, 1},
		} {
			statements := dbtest.Indexed(t, d, func(ctx context.Context) {
				if err := step.run(ctx); err != nil {
					t.Errorf("%s: %v", step.name, err)
				}
			})
			if len(statements) != step.count {
				t.Errorf("%s ran %d statements: %q", step.name, len(statements), statements)
			}
		}
	})
}

package app

import (
	"context"
	"log/slog"
	"path/filepath"
	"runtime"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/media"
	"cabas/domain/shop"
	"cabas/infra/db"
	"cabas/infra/files"
	"cabas/infra/photo"
)

// photos are the room media, wired.
type photos struct {
	service *media.Service
	keeper  *media.Keeper
}

// waitingPhotos is how many uploads may be held in memory besides those that
// are being developed.
const waitingPhotos = 4

// newPhotos wires photos and their files, on a database or on one transaction
// of it.
func newPhotos(c Config, h db.Handle, now clock.Clock) (photos, error) {
	vault, err := c.vault()
	if err != nil {
		return photos{}, err
	}
	unit := db.NewUnitOn(h, func(h db.Handle) media.Stores {
		return media.Stores{Album: db.NewPhotos(h), Pictures: db.NewPictures(h)}
	})
	doors := shopDoors{shop.NewAccess(db.NewShops(h))}
	queue := media.NewQueue(max(1, min(2, runtime.NumCPU()/2)), waitingPhotos)
	kept := db.NewPhotos(h)
	return photos{
		service: media.NewService(kept, db.NewPictures(h), unit, kept, doors, queue, photo.Studio{}, vault, now),
		keeper:  media.NewKeeper(unit, vault, now),
	}, nil
}

// vault is where the files of photos are kept.
func (c Config) vault() (*files.Store, error) {
	if c.Files != "" {
		return files.S3(context.Background(), c.Files)
	}
	return files.Folder(filepath.Join(c.Data, photoFolder))
}

// shopDoors tells media who manages a shop.
type shopDoors struct{ access shop.Access }

// RequireManager implements media.Doors.
func (d shopDoors) RequireManager(ctx context.Context, actor account.Actor, id ident.ID) error {
	return d.access.Require(ctx, actor, id, shop.Manager)
}

// keep drops the files that nothing shows any more: at start, then every hour.
func (p photos) keep(log *slog.Logger) func(context.Context) {
	return func(ctx context.Context) {
		tick := time.NewTicker(time.Hour)
		defer tick.Stop()
		for {
			switch n, err := p.keeper.Sweep(ctx); {
			case err != nil && ctx.Err() == nil:
				log.Error("dropping photos", "error", err)
			case n > 0:
				log.Info("photos dropped that nothing showed", "pictures", n)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}
}

package media

import (
	"context"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/work"
)

// Grace is how long a picture stays that nothing shows any more, for pages
// that were opened before, and for uploads under way.
const Grace = 24 * time.Hour

// Keeper clears away what nobody shows, as the platform.
type Keeper struct {
	unit  work.Unit[Stores]
	vault Vault
	clock clock.Clock
}

// NewKeeper makes the keeper of the files.
func NewKeeper(unit work.Unit[Stores], vault Vault, c clock.Clock) *Keeper {
	return &Keeper{unit, vault, c}
}

// Sweep takes away the photos of what is gone, drops the pictures that nothing
// has shown for Grace, files first, and tells how many. What it cannot finish it takes up again the next time; until
// then nobody can show the picture.
func (k *Keeper) Sweep(ctx context.Context) (int, error) {
	var leaving []Picture
	now := k.clock.Now()
	err := k.unit.Do(ctx, func(ctx context.Context, st Stores) (err error) {
		if err := st.Album.Abandon(ctx, now); err != nil {
			return err
		}
		leaving, err = st.Pictures.Leave(ctx, now.Add(-Grace))
		return err
	})
	if err != nil {
		return 0, err
	}
	for done, p := range leaving {
		for _, r := range p.Renditions() {
			if err := k.vault.Delete(ctx, p.FileName(r.Size)); err != nil {
				return done, err
			}
		}
		if err := k.unit.Do(ctx, func(ctx context.Context, st Stores) error { return st.Pictures.Forget(ctx, p.Hash) }); err != nil {
			return done, err
		}
	}
	return len(leaving), nil
}

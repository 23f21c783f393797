package app

import (
	"context"
	"io/fs"
	"sync"

	"cabas/domain/kernel/clock"
	"cabas/infra/script"
)

// drawing reads the script that draws pages when the first one is asked for.
type drawing struct{ stage func() (*script.Stage, error) }

// draws prepares what draws the pages of the built web app.
func draws(site fs.FS, c clock.Clock) drawing {
	return drawing{sync.OnceValues(func() (*script.Stage, error) {
		source, err := fs.ReadFile(site, "served/render.js")
		return script.New(string(source), c), err
	})}
}

// Draw implements front.Drawer.
func (d drawing) Draw(ctx context.Context, asked []byte) (head, body string, err error) {
	stage, err := d.stage()
	if err != nil {
		return "", "", err
	}
	return stage.Draw(ctx, asked)
}

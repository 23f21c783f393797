// Package web holds the web app as it was built: static files, ready to be
// served. It knows nothing of the rest of Cabas, nor the rest of it.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files answers the built web app. It is nil when the program was built
// without it ("make web" builds it): the server then shows a plain page.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil
	}
	if _, err := fs.Stat(files, "app.html"); err != nil {
		return nil
	}
	return files
}

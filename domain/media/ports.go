package media

import (
	"context"
	"io"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Photos is where photos are read.
type Photos interface {
	// Of gives the photos of subjects, each in order, in one statement.
	Of(ctx context.Context, subjects []ident.ID) (map[ident.ID][]Photo, error)
	// Get gives a photo, or fault.ErrNotFound.
	Get(ctx context.Context, id ident.ID) (Photo, error)
}

// Album is where photos are written, inside a transaction.
type Album interface {
	Photos
	// Add keeps a photo behind those that the subject shows, unless it shows
	// most already: ErrEnough. When the subject shows the picture already, it
	// answers the photo that does, and changes nothing.
	Add(ctx context.Context, p Photo, most int) (Photo, error)
	// Caption puts a photo at a place, from 0, and gives it words;
	// fault.ErrNotFound unless the subject shows it.
	Caption(ctx context.Context, subject, id ident.ID, place int, alt string) error
	// Remove takes a photo away; fault.ErrNotFound when it is gone. Its picture
	// counts as wanted until now.
	Remove(ctx context.Context, id ident.ID, now time.Time) error
	// Clear takes away all photos of a subject in the same way.
	Clear(ctx context.Context, subject ident.ID, now time.Time) error
	// Abandon takes away the photos of products that are gone.
	Abandon(ctx context.Context, now time.Time) error
}

// Pictures keeps account of the files, so that none stays that nobody shows:
// a picture is coming, then kept, and leaving before it is gone.
type Pictures interface {
	// Known gives the picture with that hash when it is kept.
	Known(ctx context.Context, hash string) (p Picture, kept bool, err error)
	// Claim notes that a picture is wanted now, before its files are written;
	// ErrBusy while it is leaving. It tells whether the picture is kept.
	Claim(ctx context.Context, p Picture, now time.Time) (kept bool, err error)
	// Keep notes that its files are all there; ErrBusy while it is leaving.
	Keep(ctx context.Context, hash string, now time.Time) error
	// Leave marks pictures as leaving that nothing has shown and nobody wanted
	// since a moment, and gives them, with those that were leaving already.
	Leave(ctx context.Context, before time.Time) ([]Picture, error)
	// Forget drops a picture that is leaving: its files are gone.
	Forget(ctx context.Context, hash string) error
}

// Stores are what one transaction writes to.
type Stores struct {
	Album    Album
	Pictures Pictures
}

// Subjects knows what shows photos.
type Subjects interface {
	// ShopOf gives the shop that a product belongs to, or the shop itself;
	// fault.ErrNotFound when there is none.
	ShopOf(ctx context.Context, subject ident.ID) (ident.ID, error)
}

// Doors knows who may change what a shop shows.
type Doors interface {
	// RequireManager answers nil when the actor manages the shop, or the fault
	// that says why not.
	RequireManager(ctx context.Context, actor account.Actor, shop ident.ID) error
}

// Studio turns uploads into pictures.
type Studio interface {
	// Develop reads JPEG, PNG or WebP and gives the picture in its sizes. It
	// answers ErrNotAPhoto, ErrDamaged, ErrTooManyPixels or ErrShape. It needs
	// much memory: the caller bounds how many run at once.
	Develop(ctx context.Context, upload []byte) (Developed, error)
}

// Developed is a picture whose hash is still to be given, with its files.
type Developed struct {
	Picture
	// Files are the JPEGs by size, one for each of Renditions.
	Files map[int][]byte
}

// Vault keeps files by name; a file never changes.
type Vault interface {
	// Put keeps a file; one of that name already there is the same.
	Put(ctx context.Context, name string, content []byte) error
	// Open reads a file, or answers fault.ErrNotFound.
	Open(ctx context.Context, name string) (io.ReadSeekCloser, error)
	// Delete drops a file; one that is not there is no mistake.
	Delete(ctx context.Context, name string) error
}

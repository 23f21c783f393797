package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"regexp"
	"slices"
	"strconv"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/work"
)

// Service holds what people do with photos.
type Service struct {
	photos   Photos
	pictures Pictures
	unit     work.Unit[Stores]
	subjects Subjects
	doors    Doors
	queue    *Queue
	studio   Studio
	vault    Vault
	clock    clock.Clock
}

// NewService makes the use cases of photos.
func NewService(photos Photos, pictures Pictures, unit work.Unit[Stores], subjects Subjects, doors Doors,
	queue *Queue, studio Studio, vault Vault, c clock.Clock) *Service {
	return &Service{photos, pictures, unit, subjects, doors, queue, studio, vault, c}
}

// Add has a product show one more photo, or a shop show this one in place of
// another; managers of the shop may. The same picture added again answers the
// photo that shows it already. It answers what Studio answers, ErrEnough,
// ErrBusy, fault.ErrTooMany for more than two uploads of one person at a time, or
// fault.ErrInvalid for the words.
func (s *Service) Add(ctx context.Context, actor account.Actor, subject ident.ID, alt string, body io.Reader) (Photo, error) {
	shop, err := s.managed(ctx, actor, subject)
	if err != nil {
		return Photo{}, err
	}
	if alt, err = tidyAlt(alt, "?alt"); err != nil {
		return Photo{}, err
	}
	leave, err := s.queue.enter(actor.Account)
	if err != nil {
		return Photo{}, err
	}
	defer leave()
	upload, err := read(body)
	if err != nil {
		return Photo{}, err
	}
	picture, err := s.settle(ctx, upload)
	if err != nil {
		return Photo{}, err
	}
	p := Photo{ID: ident.New("pho"), Subject: subject, Shop: shop, Picture: picture, Alt: alt, Created: s.clock.Now()}
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		if err := st.Pictures.Keep(ctx, picture.Hash, p.Created); err != nil {
			return err
		}
		most := limit(subject)
		if most == 1 {
			if err := st.Album.Clear(ctx, subject, p.Created); err != nil {
				return err
			}
		}
		kept, err := st.Album.Add(ctx, p, most)
		if err != nil {
			return err
		}
		p = kept
		return nil
	})
	return p, err
}

// settle sees to it that the files of an upload are kept, and notes before it
// writes any that they are wanted.
func (s *Service) settle(ctx context.Context, upload []byte) (Picture, error) {
	hash := hashOf(upload)
	picture, known, err := s.pictures.Known(ctx, hash)
	if err != nil {
		return Picture{}, err
	}
	var made Developed
	if !known {
		if made, err = s.queue.develop(ctx, s.studio, upload); err != nil {
			return Picture{}, err
		}
		picture = made.Picture
		picture.Hash = hash
	}
	kept := false
	err = s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		kept, err = st.Pictures.Claim(ctx, picture, s.clock.Now())
		return err
	})
	switch {
	case err != nil:
		return Picture{}, err
	case kept:
		return picture, nil
	case known: // it left in between
		return Picture{}, ErrBusy.After(again)
	}
	for size, file := range made.Files {
		if err := s.vault.Put(ctx, picture.FileName(size), file); err != nil {
			return Picture{}, err
		}
	}
	return picture, nil
}

func hashOf(upload []byte) string {
	h := sha256.New()
	h.Write([]byte("cabas photo " + Recipe + "\n"))
	h.Write(upload)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Caption is a photo's place in a list, and its words.
type Caption struct {
	Photo ident.ID
	Alt   string
}

// Arrange puts the photos of a subject in an order and words them; managers of
// the shop may. The list names exactly those that are shown: ErrOthers says
// otherwise, so that nothing somebody else added meanwhile is lost.
func (s *Service) Arrange(ctx context.Context, actor account.Actor, subject ident.ID, order []Caption) ([]Photo, error) {
	if _, err := s.managed(ctx, actor, subject); err != nil {
		return nil, err
	}
	for i, c := range order {
		alt, err := tidyAlt(c.Alt, "/photos/"+strconv.Itoa(i)+"/alt")
		if err != nil {
			return nil, err
		}
		order[i].Alt = alt
	}
	var photos []Photo
	err := s.unit.Do(ctx, func(ctx context.Context, st Stores) error {
		shown, err := st.Album.Of(ctx, []ident.ID{subject})
		if err != nil {
			return err
		}
		if !sameIDs(shown[subject], order) {
			return ErrOthers
		}
		for i, c := range order {
			if err := st.Album.Caption(ctx, subject, c.Photo, i, c.Alt); err != nil {
				return err
			}
		}
		shown, err = st.Album.Of(ctx, []ident.ID{subject})
		photos = shown[subject]
		return err
	})
	return photos, err
}

func sameIDs(shown []Photo, order []Caption) bool {
	var a, b []ident.ID
	for _, p := range shown {
		a = append(a, p.ID)
	}
	for _, c := range order {
		b = append(b, c.Photo)
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// Remove takes a photo away; managers of its shop may. To all others it is
// fault.ErrNotFound, once gone to them too.
func (s *Service) Remove(ctx context.Context, actor account.Actor, id ident.ID) error {
	if err := actor.RequireSignedIn(); err != nil {
		return err
	}
	p, err := s.photos.Get(ctx, id)
	if err != nil {
		return err
	}
	if err := s.doors.RequireManager(ctx, actor, p.Shop); err != nil {
		return err
	}
	return s.unit.Do(ctx, func(ctx context.Context, st Stores) error { return st.Album.Remove(ctx, id, s.clock.Now()) })
}

// Of gives the photos of subjects, each in order, to everybody who may see the
// subjects.
func (s *Service) Of(ctx context.Context, subjects ...ident.ID) (map[ident.ID][]Photo, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	return s.photos.Of(ctx, subjects)
}

// fileName is what files are called; see Picture.FileName.
var fileName = regexp.MustCompile(`^[0-9a-f]{32}-(320|800|1600)\.jpg$`)

// File opens a file of a picture for anybody who knows its name, or answers
// fault.ErrNotFound.
func (s *Service) File(ctx context.Context, name string) (io.ReadSeekCloser, error) {
	if !fileName.MatchString(name) {
		return nil, fault.ErrNotFound
	}
	return s.vault.Open(ctx, name)
}

// managed finds the shop of a subject whose photos the actor may change.
func (s *Service) managed(ctx context.Context, actor account.Actor, subject ident.ID) (ident.ID, error) {
	if err := actor.RequireSignedIn(); err != nil {
		return "", err
	}
	if subject == "" {
		return "", fault.ErrNotFound
	}
	shop, err := s.subjects.ShopOf(ctx, subject)
	if err != nil {
		return "", err
	}
	return shop, s.doors.RequireManager(ctx, actor, shop)
}

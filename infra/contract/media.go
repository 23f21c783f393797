package contract

import (
	"bytes"
	"context"
	"errors"
	"io"
	"reflect"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/media"
)

// Media is the set of ports that keeps photos, on one store.
type Media struct {
	Album    media.Album
	Pictures media.Pictures
}

// kept keeps a new picture.
func (s Media) kept(t *testing.T, at time.Time) media.Picture {
	t.Helper()
	p := media.Picture{Hash: ident.New("pic").String()[4:], Width: 900, Height: 600, Placeholder: "data:image/png;base64,AAAA"}
	if known, err := s.Pictures.Claim(t.Context(), p, at); err != nil || known {
		t.Fatalf("claiming a new picture: %v, %v", known, err)
	}
	if err := s.Pictures.Keep(t.Context(), p.Hash, at); err != nil {
		t.Fatal(err)
	}
	return p
}

func (s Media) shown(t *testing.T, subject ident.ID, at time.Time, most int) (media.Photo, error) {
	t.Helper()
	return s.Album.Add(t.Context(), media.Photo{
		ID: ident.New("pho"), Subject: subject, Shop: "shp_1", Picture: s.kept(t, at), Alt: "Miche dorée, à l'œil", Created: at,
	}, most)
}

// Photos is what every store of photos must do.
func Photos(t *testing.T, s Media) {
	t.Run("photos come back in order, those of each subject apart", func(t *testing.T) { inOrder(t, s) })
	t.Run("the same picture is shown once, and most is most", func(t *testing.T) { onceEach(t, s) })
	t.Run("a picture that nobody shows leaves, and cannot be shown meanwhile", func(t *testing.T) { leaving(t, s) })
}

func inOrder(t *testing.T, s Media) {
	bread, other := ident.New("prd"), ident.New("prd")
	var want []media.Photo
	for range 3 {
		p, err := s.shown(t, bread, noon, 8)
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, p)
	}
	if _, err := s.shown(t, other, noon, 8); err != nil {
		t.Fatal(err)
	}
	found, err := s.Album.Of(t.Context(), []ident.ID{bread, other, "prd_none"})
	if err != nil || !reflect.DeepEqual(found[bread], want) || len(found[other]) != 1 || len(found) != 2 {
		t.Fatalf("kept  %+v\nfound %+v, %v", want, found, err)
	}
	if one, err := s.Album.Get(t.Context(), want[1].ID); err != nil || !reflect.DeepEqual(one, want[1]) {
		t.Errorf("one is %+v, %v", one, err)
	}
	for place, i := range []int{2, 0, 1} {
		if err := s.Album.Caption(t.Context(), bread, want[i].ID, place, "vu"); err != nil {
			t.Fatal(err)
		}
	}
	found, err = s.Album.Of(t.Context(), []ident.ID{bread})
	if err != nil || found[bread][0].ID != want[2].ID || found[bread][2].ID != want[1].ID || found[bread][0].Alt != "vu" {
		t.Errorf("arranged: %+v, %v", found[bread], err)
	}
	if err := s.Album.Caption(t.Context(), other, want[0].ID, 0, ""); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a photo of another: %v", err)
	}
	if err := s.Album.Remove(t.Context(), want[0].ID, noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Album.Remove(t.Context(), want[0].ID, noon); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if err := s.Album.Clear(t.Context(), bread, noon); err != nil {
		t.Fatal(err)
	}
	if found, err = s.Album.Of(t.Context(), []ident.ID{bread, other}); err != nil || len(found[bread]) != 0 || len(found[other]) != 1 {
		t.Errorf("after clearing: %+v, %v", found, err)
	}
}

func onceEach(t *testing.T, s Media) {
	subject := ident.New("prd")
	first, err := s.shown(t, subject, noon, 2)
	if err != nil {
		t.Fatal(err)
	}
	again := first
	again.ID, again.Alt = ident.New("pho"), "autre"
	if got, err := s.Album.Add(t.Context(), again, 2); err != nil || !reflect.DeepEqual(got, first) {
		t.Errorf("the same picture: %+v, %v", got, err)
	}
	if _, err := s.shown(t, subject, noon, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := s.shown(t, subject, noon, 2); !errors.Is(err, media.ErrEnough) {
		t.Errorf("one too many: %v", err)
	}
	if got, err := s.Album.Add(t.Context(), again, 2); err != nil || got.ID != first.ID {
		t.Errorf("the same picture on a full list: %+v, %v", got, err)
	}
}

func leaving(t *testing.T, s Media) {
	subject, old := ident.New("prd"), noon.Add(-48*time.Hour)
	photo, err := s.shown(t, subject, old, 8)
	if err != nil {
		t.Fatal(err)
	}
	leaves := func(before time.Time) bool {
		t.Helper()
		all, err := s.Pictures.Leave(t.Context(), before)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range all {
			if p == photo.Picture {
				return true
			}
		}
		return false
	}
	known := func() bool {
		t.Helper()
		p, kept, err := s.Pictures.Known(t.Context(), photo.Hash)
		if err != nil || kept && p != photo.Picture {
			t.Fatalf("known as %+v, %v", p, err)
		}
		return kept
	}
	if leaves(noon) || !known() {
		t.Error("a picture that is shown leaves")
	}
	if err := s.Album.Remove(t.Context(), photo.ID, noon); err != nil {
		t.Fatal(err)
	}
	if leaves(noon) || !known() {
		t.Error("a picture leaves that was shown until now")
	}
	if !leaves(noon.Add(time.Minute)) || known() || !leaves(noon.Add(time.Minute)) {
		t.Error("a picture that nobody shows does not leave, or is not told again")
	}
	if _, err := s.Pictures.Claim(t.Context(), photo.Picture, noon); !errors.Is(err, media.ErrBusy) {
		t.Errorf("claimed while it leaves: %v", err)
	}
	if err := s.Pictures.Keep(t.Context(), photo.Hash, noon); !errors.Is(err, media.ErrBusy) {
		t.Errorf("kept while it leaves: %v", err)
	}
	if err := s.Pictures.Forget(t.Context(), photo.Hash); err != nil {
		t.Fatal(err)
	}
	if kept, err := s.Pictures.Claim(t.Context(), photo.Picture, noon); err != nil || kept {
		t.Errorf("wanted again: %v, %v", kept, err)
	}
}

// Vault is what every store of files must do.
func Vault(t *testing.T, v media.Vault) {
	ctx, name := t.Context(), "0123456789abcdef0123456789abcdef-320.jpg"
	content := bytes.Repeat([]byte("\xff\xd8Dourdan"), 50_000)
	if _, err := v.Open(ctx, name); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("before: %v", err)
	}
	for range 2 {
		if err := v.Put(ctx, name, content); err != nil {
			t.Fatal(err)
		}
	}
	f, err := v.Open(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d of %d bytes, %v", len(got), len(content), err)
	}
	if at, err := f.Seek(5, io.SeekStart); err != nil || at != 5 {
		t.Errorf("seeking: %d, %v", at, err)
	}
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, content[5:]) {
		t.Errorf("from a place on: %d bytes, %v", len(got), err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	for range 2 {
		if err := v.Delete(ctx, name); err != nil {
			t.Errorf("deleting: %v", err)
		}
	}
	if _, err := v.Open(ctx, name); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("after: %v", err)
	}
	over, cancel := context.WithCancel(ctx)
	cancel()
	if err := v.Put(over, name, content); err == nil {
		t.Error("kept for a caller who has gone")
	}
}

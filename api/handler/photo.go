package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
	"cabas/domain/media"
	"cabas/domain/shop"
)

// Photos answers who adds, arranges or removes photos.
type Photos struct {
	Service *media.Service
	Shops   *shop.Service
}

// AddProductPhoto adds a photo to a product.
func (h Photos) AddProductPhoto(ctx context.Context, r gen.AddProductPhotoRequestObject) (gen.AddProductPhotoResponseObject, error) {
	p, err := h.Service.Add(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.ProductID), deref(r.Params.Alt), r.Body)
	if err != nil {
		return nil, err
	}
	body := photoOf(p)
	return gen.AddProductPhoto201JSONResponse{Body: body, Headers: gen.AddProductPhoto201ResponseHeaders{Location: largest(body)}}, nil
}

// SetShopPhoto gives a shop its photo.
func (h Photos) SetShopPhoto(ctx context.Context, r gen.SetShopPhotoRequestObject) (gen.SetShopPhotoResponseObject, error) {
	id, err := h.Shops.Find(ctx, r.ShopID)
	if err != nil {
		return nil, err
	}
	p, err := h.Service.Add(ctx, mid.CallerOf(ctx).Actor, id, deref(r.Params.Alt), r.Body)
	if err != nil {
		return nil, err
	}
	body := photoOf(p)
	return gen.SetShopPhoto201JSONResponse{Body: body, Headers: gen.SetShopPhoto201ResponseHeaders{Location: largest(body)}}, nil
}

// ArrangePhotos orders and words the photos of a product.
func (h Photos) ArrangePhotos(ctx context.Context, r gen.ArrangePhotosRequestObject) (gen.ArrangePhotosResponseObject, error) {
	order := make([]media.Caption, len(r.Body.Photos))
	for i, c := range r.Body.Photos {
		order[i] = media.Caption{Photo: ident.ID(c.ID), Alt: c.Alt}
	}
	photos, err := h.Service.Arrange(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.ProductID), order)
	if err != nil {
		return nil, err
	}
	return gen.ArrangePhotos200JSONResponse{Photos: photosOf(photos)}, nil
}

// DeletePhoto removes a photo.
func (h Photos) DeletePhoto(ctx context.Context, r gen.DeletePhotoRequestObject) (gen.DeletePhotoResponseObject, error) {
	if err := h.Service.Remove(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.PhotoID)); err != nil {
		return nil, err
	}
	return gen.DeletePhoto204Response{}, nil
}

// files is the path under which the files of photos are served.
const files = "/media/"

func photoOf(p media.Photo) gen.Photo {
	out := gen.Photo{ID: p.ID.String(), Alt: p.Alt, Width: p.Width, Height: p.Height, Placeholder: p.Placeholder, Sizes: []gen.PhotoFile{}}
	for _, r := range p.Renditions() {
		out.Sizes = append(out.Sizes, gen.PhotoFile{Width: r.Width, Height: r.Height, URL: files + p.FileName(r.Size)})
	}
	return out
}

func photosOf(photos []media.Photo) []gen.Photo {
	out := make([]gen.Photo, len(photos))
	for i, p := range photos {
		out[i] = photoOf(p)
	}
	return out
}

// firstPhoto is the photo that stands for a subject; absent when it has none.
func firstPhoto(photos []media.Photo) *gen.Photo {
	if len(photos) == 0 {
		return nil
	}
	p := photoOf(photos[0])
	return &p
}

func largest(p gen.Photo) string { return p.Sizes[len(p.Sizes)-1].URL }

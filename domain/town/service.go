package town

import (
	"context"
	"strings"

	"cabas/domain/kernel/page"
)

// Service answers who looks for a town. Towns are public: everybody may ask.
type Service struct{ towns Gazetteer }

// NewService makes the service over the towns kept by g.
func NewService(g Gazetteer) *Service { return &Service{towns: g} }

// Search gives one page of the towns that answer the query, in the order that
// Query describes. It answers fault.ErrInvalid when the query or the position is
// malformed.
func (s *Service) Search(ctx context.Context, q Query, r page.Request) (page.Page[Found], error) {
	c, possible, err := q.criteria()
	if err != nil {
		return page.Page[Found]{}, err
	}
	var after *Position
	if r.After != "" {
		after = &Position{}
		if err := page.Decode(r.After, &after.Order, &after.INSEE); err != nil {
			return page.Page[Found]{}, err
		}
	}
	if !possible {
		return page.Page[Found]{}, nil
	}
	found, err := s.towns.Find(ctx, c, r.Size()+1, after)
	if err != nil {
		return page.Page[Found]{}, err
	}
	return page.Of(found, r.Size(), func(f Found) []any {
		p := f.position()
		return []any{p.Order, p.INSEE}
	}), nil
}

// ByRef gives the town with that INSEE code or slug, in any case; the code of an
// arrondissement is that of its town. It answers ErrNotFound when there is none.
func (s *Service) ByRef(ctx context.Context, ref string) (Town, error) {
	if len(ref) == 5 && ref[0] >= '0' && ref[0] <= '9' {
		return s.towns.ByINSEE(ctx, whole(strings.ToUpper(ref)))
	}
	return s.towns.BySlug(ctx, strings.ToLower(ref))
}

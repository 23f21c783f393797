package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/notification"
	"cabas/domain/town"
)

// Cast knows the made-up people of the demonstration.
type Cast interface {
	// Town is where they live.
	Town(ctx context.Context) (town.Town, error)
	// SignIns lists everybody who can sign in, customers first.
	SignIns(ctx context.Context) ([]SignIn, error)
}

// SignIn is one person of the demonstration. Their password is public.
type SignIn struct {
	// Role is "customer", "owner", "manager", "preparer", "agent" or
	// "administrator".
	Role, Name, Email, Password string
	// ShopID, ShopSlug and ShopName are where they work; empty when nowhere.
	ShopID             ident.ID
	ShopSlug, ShopName string
}

// Demonstration shows who can sign in and what they were sent, to everybody;
// everywhere else than in the demonstration Cast is nil and all is not found.
type Demonstration struct {
	Cast Cast
	Desk *notification.Desk
}

// On reports whether this is the demonstration.
func (h Demonstration) On() bool { return h.Cast != nil }

// GetDemo gives the town and the sign-ins.
func (h Demonstration) GetDemo(ctx context.Context, _ gen.GetDemoRequestObject) (gen.GetDemoResponseObject, error) {
	if !h.On() {
		return nil, fault.ErrNotFound
	}
	home, err := h.Cast.Town(ctx)
	if err != nil {
		return nil, err
	}
	people, err := h.Cast.SignIns(ctx)
	if err != nil {
		return nil, err
	}
	out := gen.Demo{
		Town:    gen.TownRef{INSEE: home.INSEE, Name: home.Name, Slug: home.Slug},
		SignIns: make([]gen.DemoSignIn, len(people)),
	}
	for i, p := range people {
		out.SignIns[i] = gen.DemoSignIn{Role: p.Role, DisplayName: p.Name, Email: p.Email, Password: p.Password}
		if p.ShopID != "" {
			out.SignIns[i].Shop = &gen.ShopRef{ID: p.ShopID.String(), Slug: p.ShopSlug, Name: p.ShopName}
		}
	}
	return gen.GetDemo200JSONResponse{Body: out}, nil
}

// ListDemoMails lists mails in full, newest first.
func (h Demonstration) ListDemoMails(ctx context.Context, r gen.ListDemoMailsRequestObject) (gen.ListDemoMailsResponseObject, error) {
	mails, err := h.Desk.Demo(ctx, string(deref(r.Params.To)), pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	items := page.Map(mails, func(m notification.Mail) gen.DemoMail {
		return gen.DemoMail{ID: m.ID.String(), To: m.To, Subject: m.Subject, Language: gen.Language(m.Language),
			At: m.CreatedAt, Text: m.Text, HTML: m.HTML}
	})
	return gen.ListDemoMails200JSONResponse{Body: gen.DemoMailPage{Items: items.Items, Next: next(items.Next)}}, nil
}

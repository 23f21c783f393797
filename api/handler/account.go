package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/account"
	"cabas/domain/shop"
)

// Accounts answers who registers, and people about themselves.
type Accounts struct {
	Entrance *account.Entrance
	Profiles *account.Profiles
	Identity *account.Identity
	Employer *shop.Employer
}

// Register sends a code that opens an account.
func (h Accounts) Register(ctx context.Context, r gen.RegisterRequestObject) (gen.RegisterResponseObject, error) {
	sent, err := h.Entrance.Register(ctx, account.Registration{
		Email: string(r.Body.Email), Name: r.Body.DisplayName, Language: account.Language(r.Body.Language), Password: deref(r.Body.Password),
	}, originOf(ctx))
	if err != nil {
		return nil, err
	}
	// Whoever it will be, their account is at /me: another address would tell
	// whether there is one.
	return gen.Register201JSONResponse{Body: sentOf(sent), Headers: gen.Register201ResponseHeaders{Location: "/api/v1/me"}}, nil
}

// GetMe gives the account of the caller.
func (h Accounts) GetMe(ctx context.Context, _ gen.GetMeRequestObject) (gen.GetMeResponseObject, error) {
	me, err := h.Profiles.Me(ctx, mid.CallerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	body, err := h.accountOf(ctx, me)
	return gen.GetMe200JSONResponse(body), err
}

// UpdateMe changes the account of the caller.
func (h Accounts) UpdateMe(ctx context.Context, r gen.UpdateMeRequestObject) (gen.UpdateMeResponseObject, error) {
	changes := account.Changes{Name: r.Body.DisplayName}
	if l := r.Body.Language; l != nil {
		language := account.Language(*l)
		changes.Language = &language
	}
	if p := r.Body.Password; p != nil {
		changes.Password = &account.PasswordChange{Current: deref(p.Current), New: deref(p.New)}
	}
	me, err := h.Profiles.Change(ctx, mid.CallerOf(ctx).Actor, changes)
	if err != nil {
		return nil, err
	}
	body, err := h.accountOf(ctx, me)
	return gen.UpdateMe200JSONResponse(body), err
}

func (h Accounts) accountOf(ctx context.Context, a account.Account) (gen.Account, error) {
	places, err := h.Employer.Places(ctx, mid.CallerOf(ctx).Actor)
	if err != nil {
		return gen.Account{}, err
	}
	out := gen.Account{
		ID: a.ID().String(), Email: a.Email(), EmailVerified: a.Verified(), DisplayName: a.Name(), Language: gen.Language(a.Language()), HasPassword: a.HasPassword(),
		Roles: []gen.GlobalRole{}, Towns: a.AgentOf(), Shops: make([]gen.Membership, len(places)), CreatedAt: a.CreatedAt(),
	}
	if a.Administrator() {
		out.Roles = append(out.Roles, gen.GlobalRoleAdmin)
	}
	if len(out.Towns) > 0 {
		out.Roles = append(out.Roles, gen.GlobalRoleTownAgent)
	} else {
		out.Towns = []string{}
	}
	for i, p := range places {
		out.Shops[i] = gen.Membership{ShopID: p.ID.String(), Slug: p.Slug, Name: p.Name, Role: gen.StaffRole(p.Role.String())}
	}
	return out, nil
}

func sentOf(s account.Sent) gen.CodeSent { return gen.CodeSent{SentTo: s.To, ExpiresAt: s.ExpiresAt} }

// originOf tells where a request comes from.
func originOf(ctx context.Context) account.Origin {
	return account.Origin{Address: mid.CallerOf(ctx).Address}
}

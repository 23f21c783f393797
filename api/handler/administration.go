package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/account"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/platform"
)

// Administration answers those who run the platform: settings and audit.
type Administration struct {
	Platform *platform.Service
	People   account.People
	Acting   *account.Acting
}

// GetSettings gives the settings of the platform.
func (h Administration) GetSettings(ctx context.Context, _ gen.GetSettingsRequestObject) (gen.GetSettingsResponseObject, error) {
	s, err := h.Platform.Current(ctx, mid.CallerOf(ctx).Actor)
	if err != nil {
		return nil, err
	}
	return gen.GetSettings200JSONResponse(settingsOf(s)), nil
}

// PutSettings changes the settings of the platform.
func (h Administration) PutSettings(ctx context.Context, r gen.PutSettingsRequestObject) (gen.PutSettingsResponseObject, error) {
	b := r.Body
	s, err := h.Platform.Change(ctx, mid.CallerOf(ctx).Actor, platform.Settings{
		AcceptanceMinutes: b.AcceptanceMinutes, ReminderMinutes: b.ReminderMinutes, GuestCodeMinutes: b.GuestCodeMinutes,
		GuestOrdersPerEmail: b.GuestOrdersPerEmail, GuestOrdersPerPhone: b.GuestOrdersPerPhone, GuestOrdersPerAddress: b.GuestOrdersPerAddress,
		ShopsPerAccount: b.ShopsPerAccount,
	})
	if err != nil {
		return nil, err
	}
	return gen.PutSettings200JSONResponse(settingsOf(s)), nil
}

func settingsOf(s platform.Settings) gen.Settings {
	return gen.Settings{
		AcceptanceMinutes: s.AcceptanceMinutes, ReminderMinutes: s.ReminderMinutes, GuestCodeMinutes: s.GuestCodeMinutes,
		GuestOrdersPerEmail: s.GuestOrdersPerEmail, GuestOrdersPerPhone: s.GuestOrdersPerPhone, GuestOrdersPerAddress: s.GuestOrdersPerAddress,
		ShopsPerAccount: s.ShopsPerAccount,
	}
}

// ListAudit lists who did what, with the names of this moment.
func (h Administration) ListAudit(ctx context.Context, r gen.ListAuditRequestObject) (gen.ListAuditResponseObject, error) {
	found, err := h.Platform.Entries(ctx, mid.CallerOf(ctx).Actor, deref(r.Params.Subject), pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	out, err := h.named(ctx, found)
	return gen.ListAudit200JSONResponse(out), err
}

// ListMyActs lists what was done to the caller's account.
func (h Administration) ListMyActs(ctx context.Context, r gen.ListMyActsRequestObject) (gen.ListMyActsResponseObject, error) {
	found, err := h.Platform.About(ctx, mid.CallerOf(ctx).Actor, pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	out, err := h.named(ctx, found)
	return gen.ListMyActs200JSONResponse(out), err
}

// named writes entries with the names that actors have at this moment.
func (h Administration) named(ctx context.Context, found page.Page[platform.Entry]) (gen.AuditPage, error) {
	ids := make([]ident.ID, len(found.Items))
	for i, e := range found.Items {
		ids[i] = e.Who
	}
	people, err := h.People.Recipients(ctx, ids)
	if err != nil {
		return gen.AuditPage{}, err
	}
	out := gen.AuditPage{Items: make([]gen.AuditEntry, len(found.Items)), Next: next(found.Next)}
	for i, e := range found.Items {
		out.Items[i] = gen.AuditEntry{
			ID: e.ID.String(), At: e.At, ActorID: optional(e.Who.String()), ActorName: optional(people[e.Who].Name),
			Action: e.Act, Subject: e.Subject, Note: optional(e.Note),
		}
	}
	return out, nil
}

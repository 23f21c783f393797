package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/api/mid"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/notification"
)

// Mails answers the administrator, who looks after the outbox.
type Mails struct {
	Desk *notification.Desk
}

// ListMails lists mails, newest first, without their words.
func (h Mails) ListMails(ctx context.Context, r gen.ListMailsRequestObject) (gen.ListMailsResponseObject, error) {
	state := notification.State(deref(r.Params.State))
	mails, err := h.Desk.Mails(ctx, mid.CallerOf(ctx).Actor, state, pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	items := page.Map(mails, mailOf)
	return gen.ListMails200JSONResponse{Items: items.Items, Next: next(items.Next)}, nil
}

// ReplayMail queues a failed mail anew.
func (h Mails) ReplayMail(ctx context.Context, r gen.ReplayMailRequestObject) (gen.ReplayMailResponseObject, error) {
	m, err := h.Desk.Replay(ctx, mid.CallerOf(ctx).Actor, ident.ID(r.MailID))
	if err != nil {
		return nil, err
	}
	return gen.ReplayMail200JSONResponse(mailOf(m)), nil
}

func mailOf(m notification.Mail) gen.Mail {
	out := gen.Mail{
		ID: m.ID.String(), Kind: m.Kind, To: m.MaskedTo(), Subject: m.Subject, Language: gen.Language(m.Language),
		State: gen.MailState(m.State), Attempts: m.Tries, LastError: optional(m.MaskedError()),
		CreatedAt: m.CreatedAt, SentAt: optional(m.SentAt),
	}
	if m.State == notification.Queued {
		out.NextAttemptAt = &m.NextTry
	}
	return out
}

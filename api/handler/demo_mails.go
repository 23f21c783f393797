package handler

import (
	"context"

	"cabas/api/gen"
	"cabas/domain/kernel/page"
	"cabas/domain/notification"
)

// DemoMails shows every mail of the demonstration to everybody.
type DemoMails struct {
	Demonstration *notification.Desk
}

// ListDemoMails lists mails in full, newest first; not found outside the
// demonstration.
func (h DemoMails) ListDemoMails(ctx context.Context, r gen.ListDemoMailsRequestObject) (gen.ListDemoMailsResponseObject, error) {
	mails, err := h.Demonstration.Demo(ctx, string(deref(r.Params.To)), pageOf(r.Params.Limit, r.Params.After))
	if err != nil {
		return nil, err
	}
	items := page.Map(mails, func(m notification.Mail) gen.DemoMail {
		return gen.DemoMail{ID: m.ID.String(), To: m.To, Subject: m.Subject, Language: gen.Language(m.Language),
			At: m.CreatedAt, Text: m.Text, HTML: m.HTML}
	})
	return gen.ListDemoMails200JSONResponse{Items: items.Items, Next: next(items.Next)}, nil
}

package notification

import (
	"context"

	"cabas/domain/shop"
)

// Invite implements shop.Post. The link holds the token after the "#", which
// browsers do not send and servers do not log.
func (p Post) Invite(ctx context.Context, i shop.Invitation) error {
	return p.Queue(ctx, Letter{To: i.Email, Language: i.Language, Kind: StaffInvited, Data: map[string]string{
		"shop": i.ShopName, "inviter": i.Inviter, "role": i.Role.String(), "link": p.press.site.Address + "/invitation#" + i.Token,
	}})
}

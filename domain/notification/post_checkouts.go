package notification

import (
	"context"
	"strconv"
	"strings"
	"time"

	"cabas/domain/checkout"
)

// Confirmation implements checkout.Post. Minutes are told rounded down, so that
// nobody comes too late who believed them.
func (p Post) Confirmation(ctx context.Context, c checkout.Confirmation) error {
	orders := make([]string, len(c.Orders))
	for i, o := range c.Orders {
		orders[i] = o.Number + " (" + oneLine(o.Shop.Name) + ")"
	}
	return p.Queue(ctx, Letter{To: c.To.Email, Name: c.To.Name, Language: string(c.To.Language), Kind: CheckoutCode, Data: map[string]string{
		"code": c.Code, "minutes": strconv.Itoa(int(max(1, c.Within/time.Minute))), "orders": strings.Join(orders, ", "),
		"link": p.press.site.followed(c.Basket, c.Secret),
	}})
}

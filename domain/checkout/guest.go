package checkout

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"net/netip"
	"regexp"
	"strings"
	"time"

	"cabas/domain/platform"
)

var (
	phoneGaps = strings.NewReplacer(" ", "", ".", "", "-", "", "/", "", "(", "", ")", "", "\u00a0", "", "\u202f", "")
	phoneForm = regexp.MustCompile(`^(\+[1-9][0-9]{6,14}|0[1-9][0-9]{8})$`)
)

// normalPhone writes a phone number the one way in which it is compared and
// kept: a French one in ten digits, another with its country's prefix.
func normalPhone(text string) (string, bool) {
	phone := phoneGaps.Replace(strings.TrimSpace(text))
	if rest, abroad := strings.CutPrefix(phone, "00"); abroad {
		phone = "+" + rest
	}
	if rest, french := strings.CutPrefix(phone, "+33"); french {
		phone = "0" + strings.TrimPrefix(rest, "0")
	}
	return phone, phoneForm.MatchString(phone)
}

// Masked writes an e-mail address so that its owner knows it and others do
// not: "c•••@exemple.fr".
func Masked(email string) string {
	local, host, _ := strings.Cut(email, "@")
	for _, first := range local {
		return string(first) + "•••@" + host
	}
	return "•••"
}

// originOf is where a guest's request comes from, as a digest whose key is
// another every day: it tells nothing of yesterday's. Addresses of one network
// of version 6 count as one, for a household has billions of them.
func originOf(seal Seal, address string, now time.Time) string {
	if ip, err := netip.ParseAddr(address); err == nil {
		ip = ip.Unmap().WithZone("")
		address = ip.String()
		if net, err := ip.Prefix(64); ip.Is6() && err == nil {
			address = net.String()
		}
	}
	return seal.Digest("guest origin", now.UTC().Format(time.DateOnly), address)
}

// newCode draws six digits.
func newCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic("checkout: no randomness: " + err.Error())
	}
	return fmt.Sprintf("%06d", n)
}

// within answers ErrTooManyOpen when the guest would hold more orders under way
// than allowed, those of this basket included; whoever holds none may place a
// basket of as many shops as there are. Others who are the same guest wait
// meanwhile, so that many baskets at once do not slip through.
func (a attempt) within(ctx context.Context, g Guests, s Seal, limits platform.Settings) error {
	holders := []string{
		s.Digest("guest e-mail", a.customer.Email), s.Digest("guest phone", a.customer.Phone), a.checkout.Origin,
	}
	if err := g.Queue(ctx, holders, a.checkout.PlacedAt); err != nil {
		return err
	}
	held, err := g.Held(ctx, a.customer.Email, a.customer.Phone, a.checkout.Origin)
	if err != nil {
		return err
	}
	for _, l := range []struct{ held, most int }{
		{held.Email, limits.GuestOrdersPerEmail}, {held.Phone, limits.GuestOrdersPerPhone}, {held.Origin, limits.GuestOrdersPerAddress},
	} {
		if l.held > 0 && l.held+len(a.orders) > l.most {
			return ErrTooManyOpen.With(map[string]any{"limit": l.most})
		}
	}
	return nil
}

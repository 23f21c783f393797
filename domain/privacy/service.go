package privacy

import (
	"context"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/work"
	"cabas/domain/order"
	"cabas/domain/platform"
)

const (
	// sliceSize bounds each list of a slice that grows.
	sliceSize = 500
	// atOnce bounds the lists that do not.
	atOnce = 200
)

// Service gives people what is kept about them, and forgets them.
type Service struct {
	accounts account.Accounts
	passkeys account.Passkeys
	records  Records
	unit     work.Unit[Stores]
	clock    clock.Clock
}

// NewService makes the use cases.
func NewService(accounts account.Accounts, passkeys account.Passkeys, records Records, unit work.Unit[Stores], c clock.Clock) *Service {
	return &Service{accounts, passkeys, records, unit, c}
}

// Slice is what is kept about somebody, as far back as it goes in one answer.
type Slice struct {
	At      time.Time
	Account account.Account
	// Devices, Passkeys and Invitations are told with the first slice alone.
	Devices     []account.Session
	Passkeys    []account.Passkey
	Invitations []Invitation
	// Orders, Letters and Acts are those of the stretch of time that the slice
	// tells of, the latest first.
	Orders  []order.Order
	Letters []Letter
	Acts    []platform.Entry
	// Next is where the slice before begins; empty when nothing is left.
	Next string
}

// Data gives the asker what is kept about them: the latest, or what comes before
// the slice whose Next is given. It takes the same few statements however much
// there is.
func (s *Service) Data(ctx context.Context, actor account.Actor, after string) (Slice, error) {
	out := Slice{At: s.clock.Now()}
	if err := actor.RequireOwn(); err != nil {
		return out, err
	}
	before := out.At.Add(time.Microsecond)
	if after != "" {
		var micros int64
		if err := page.Decode(after, &micros); err != nil {
			return out, err
		}
		before = time.UnixMicro(micros).UTC()
	}
	var err error
	if out.Account, err = s.accounts.ByID(ctx, actor.Account); err != nil {
		return out, err
	}
	p := personOf(out.Account)
	if after == "" {
		if err := s.standing(ctx, p, &out); err != nil {
			return out, err
		}
	}
	err = s.growing(ctx, p, before, &out)
	return out, err
}

// standing reads what does not grow with time.
func (s *Service) standing(ctx context.Context, p Person, out *Slice) (err error) {
	if out.Devices, err = s.records.Devices(ctx, p, atOnce); err != nil {
		return err
	}
	if out.Passkeys, err = s.passkeys.Of(ctx, p.Account); err != nil {
		return err
	}
	out.Invitations, err = s.records.Invitations(ctx, p, atOnce)
	return err
}

// growing reads the lists that grow, and cuts them all at the moment at which
// the first of them is full, so that slices tell of one stretch after another.
func (s *Service) growing(ctx context.Context, p Person, before time.Time, out *Slice) (err error) {
	if out.Orders, err = s.records.Orders(ctx, p, before, sliceSize+1); err != nil {
		return err
	}
	if out.Letters, err = s.records.Letters(ctx, p, before, sliceSize+1); err != nil {
		return err
	}
	if out.Acts, err = s.records.Acts(ctx, p, before, sliceSize+1); err != nil {
		return err
	}
	placed := func(o order.Order) time.Time { return o.PlacedAt }
	written := func(l Letter) time.Time { return l.At }
	done := func(e platform.Entry) time.Time { return e.At }
	cut := latest(full(out.Orders, placed), full(out.Letters, written), full(out.Acts, done))
	if cut.IsZero() {
		return nil
	}
	out.Orders, out.Letters, out.Acts = since(out.Orders, placed, cut), since(out.Letters, written, cut), since(out.Acts, done, cut)
	out.Next = page.Encode(cut.Add(time.Microsecond).UnixMicro())
	return nil
}

// full gives the moment of the first entry that has no room any more; zero when
// all have.
func full[T any](list []T, at func(T) time.Time) time.Time {
	if len(list) <= sliceSize {
		return time.Time{}
	}
	return at(list[sliceSize])
}

func latest(moments ...time.Time) time.Time {
	var last time.Time
	for _, m := range moments {
		if m.After(last) {
			last = m
		}
	}
	return last
}

// since gives the entries after a moment, of a list that begins with the latest.
func since[T any](list []T, at func(T) time.Time, cut time.Time) []T {
	for i, e := range list {
		if !at(e).After(cut) {
			return list[:i]
		}
	}
	return list
}

package notification

import (
	"context"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/platform"
)

// What the audit trail calls the administrator's replays, of which the mail or
// the fact is the subject.
const (
	ActMailReplayed = "mail.replayed"
	ActFactReplayed = "fact.replayed"
)

// Desk is where the administrator looks after what people are told.
type Desk struct {
	archive Archive
	parking fact.Parking
	audit   platform.Audit
	clock   clock.Clock
	demo    bool
}

// NewDesk makes the administrator's desk; demo opens the mails to everybody.
func NewDesk(archive Archive, parking fact.Parking, audit platform.Audit, clk clock.Clock, demo bool) *Desk {
	return &Desk{archive, parking, audit, clk, demo}
}

// Mails lists mails, newest first, in one state or in all; without their words.
func (d *Desk) Mails(ctx context.Context, actor account.Actor, state State, req page.Request) (page.Page[Mail], error) {
	if err := actor.RequireAdministrator(); err != nil {
		return page.Page[Mail]{}, err
	}
	mails, err := d.archive.List(ctx, Filter{State: state}, req)
	return page.Map(mails, withoutWords), err
}

// Replay queues a failed mail anew: ErrNotFailed when it has not failed.
func (d *Desk) Replay(ctx context.Context, actor account.Actor, id ident.ID) (Mail, error) {
	if err := actor.RequireAdministrator(); err != nil {
		return Mail{}, err
	}
	if !ident.Valid(id, "mal") {
		return Mail{}, fault.ErrNotFound
	}
	now := d.clock.Now()
	m, err := d.archive.Replay(ctx, id, now)
	if err == nil {
		err = d.audit.Record(ctx, platform.NewEntry(actor.Account, ActMailReplayed, id.String(), m.Kind, now))
	}
	return withoutWords(m), err
}

// Parked lists the facts that a listener failed on for good.
func (d *Desk) Parked(ctx context.Context, actor account.Actor, req page.Request) (page.Page[fact.Held], error) {
	if err := actor.RequireAdministrator(); err != nil {
		return page.Page[fact.Held]{}, err
	}
	return d.parking.Parked(ctx, req)
}

// Release has a parked fact told again, then those waiting behind it; it
// answers what it was, once for each listener.
func (d *Desk) Release(ctx context.Context, actor account.Actor, id ident.ID) ([]fact.Held, error) {
	if err := actor.RequireAdministrator(); err != nil {
		return nil, err
	}
	now := d.clock.Now()
	held, err := d.parking.Release(ctx, id, now)
	if err == nil {
		err = d.audit.Record(ctx, platform.NewEntry(actor.Account, ActFactReplayed, id.String(), held[0].Fact.Kind, now))
	}
	return held, err
}

// Demo lists every mail in full, to everybody; fault.ErrNotFound outside the
// demonstration. An empty address stands for all.
func (d *Desk) Demo(ctx context.Context, to string, req page.Request) (page.Page[Mail], error) {
	if !d.demo {
		return page.Page[Mail]{}, fault.ErrNotFound
	}
	return d.archive.List(ctx, Filter{To: to}, req)
}

// DemoMail shows one mail in full, to everybody; fault.ErrNotFound outside the
// demonstration, and when there is none.
func (d *Desk) DemoMail(ctx context.Context, id ident.ID) (Mail, error) {
	if !d.demo || !ident.Valid(id, "mal") {
		return Mail{}, fault.ErrNotFound
	}
	found, err := d.archive.List(ctx, Filter{ID: id}, page.Request{Limit: 1})
	if err == nil && len(found.Items) == 0 {
		err = fault.ErrNotFound
	}
	if err != nil {
		return Mail{}, err
	}
	return found.Items[0], nil
}

func withoutWords(m Mail) Mail {
	m.Text, m.HTML = "", ""
	return m
}

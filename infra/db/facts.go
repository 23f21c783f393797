package db

import (
	"context"
	"encoding/json"
	"fmt"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/ident"
)

// Facts keeps what happened; it implements fact.Recorder,
// fact.Log, fact.Tail, fact.Shelf and fact.Parking.
type Facts struct{ h Handle }

// NewFacts makes the store of facts.
func NewFacts(h Handle) Facts { return Facts{h} }

type factRow struct {
	ID       ident.ID
	Kind     string
	Subject  ident.ID
	At       Micros
	Refs     string
	Position *int64
}

func (factRow) TableName() string { return "facts" }

// Record implements fact.Recorder.
func (s Facts) Record(ctx context.Context, facts ...fact.Fact) error {
	if len(facts) == 0 {
		return nil
	}
	rows := make([]factRow, len(facts))
	for i, f := range facts {
		refs, err := json.Marshal(f.Refs)
		if err != nil {
			return fmt.Errorf("db: refs of a fact: %w", err)
		}
		rows[i] = factRow{ID: f.ID, Kind: f.Kind, Subject: f.Subject, At: toMicros(f.At), Refs: string(refs)}
	}
	if _, err := changed(s.h.writer(ctx).Create(&rows)); err != nil {
		return err
	}
	s.h.leave()
	return nil
}

// Stamp implements fact.Log. Positions are given in the order of arrival; on PostgreSQL an advisory lock lets one node stamp at a time,
// so that a position once read never has an unread one below it.
func (s Facts) Stamp(ctx context.Context, limit int) (int, error) {
	var unstamped []int64
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT seq FROM facts WHERE position IS NULL LIMIT 1`).Scan(&unstamped)); err != nil || len(unstamped) == 0 {
		return 0, err // an idle relay only reads
	}
	var stamped int64
	err := s.h.change(ctx, func(ctx context.Context, h Handle) error {
		if err := h.lockStamping(ctx); err != nil {
			return err
		}
		var err error
		stamped, err = changed(h.writer(ctx).Exec(`
			UPDATE facts SET position = due.n + (SELECT COALESCE(MAX(position), 0) FROM facts)
			FROM (SELECT seq AS due_seq, ROW_NUMBER() OVER (ORDER BY seq) AS n FROM facts
			      WHERE position IS NULL ORDER BY seq LIMIT ?) AS due
			WHERE facts.seq = due.due_seq`, limit))
		if err != nil || stamped == 0 {
			return err
		}
		return h.announceStamped(ctx)
	})
	return int(stamped), err
}

// Last implements fact.Tail.
func (s Facts) Last(ctx context.Context) (int64, error) {
	var last int64
	err := one(s.h.reader(ctx).Raw(`SELECT COALESCE(MAX(position), 0) FROM facts`).Scan(&last))
	return last, err
}

// Since implements fact.Tail.
func (s Facts) Since(ctx context.Context, position int64, limit int) ([]fact.Fact, error) {
	return s.facts(ctx, `
		SELECT id, kind, subject, at, refs, position FROM facts
		WHERE position > ? ORDER BY position LIMIT ?`, position, limit)
}

// Due implements fact.Log.
func (s Facts) Due(ctx context.Context, listener string, limit int) ([]fact.Fact, error) {
	return s.facts(ctx, `
		SELECT id, kind, subject, at, refs, position FROM facts
		WHERE position > COALESCE((SELECT position FROM listeners WHERE name = ?), 0)
		ORDER BY position LIMIT ?`, listener, limit)
}

func (s Facts) facts(ctx context.Context, query string, args ...any) ([]fact.Fact, error) {
	var rows []factRow
	if _, err := changed(s.h.reader(ctx).Raw(query, args...).Scan(&rows)); err != nil {
		return nil, err
	}
	facts := make([]fact.Fact, len(rows))
	for i, r := range rows {
		var err error
		if facts[i], err = r.fact(); err != nil {
			return nil, err
		}
	}
	return facts, nil
}

// Told implements fact.Log.
func (s Facts) Told(ctx context.Context, listener string, position int64) error {
	_, err := changed(s.h.writer(ctx).Exec(`UPDATE listeners SET position = ? WHERE name = ? AND position < ?`,
		position, listener, position))
	return err
}

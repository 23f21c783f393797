package db

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
)

type heldRow struct {
	ID        ident.ID
	Kind      string
	Subject   ident.ID
	At        Micros
	Refs      string
	Position  *int64
	Listener  string
	Tries     int
	NextTry   Micros
	Parked    bool
	LastError string
}

func (r heldRow) held() (fact.Held, error) {
	f, err := factRow{r.ID, r.Kind, r.Subject, r.At, r.Refs, r.Position}.fact()
	return fact.Held{Fact: f, Listener: r.Listener, Tries: r.Tries, Next: r.NextTry.Time(), Parked: r.Parked, LastError: r.LastError}, err
}

func (r factRow) fact() (fact.Fact, error) {
	f := fact.Fact{ID: r.ID, Kind: r.Kind, Subject: r.Subject, At: r.At.Time()}
	if r.Position != nil {
		f.Position = *r.Position
	}
	if err := json.Unmarshal([]byte(r.Refs), &f.Refs); err != nil {
		return f, fmt.Errorf("db: refs of fact %s: %w", r.ID, err)
	}
	return f, nil
}

const heldColumns = `f.id, f.kind, f.subject, f.at, f.refs, h.position, h.listener, h.tries, h.next_try, h.parked, h.last_error`

// Hold implements fact.Shelf.
func (s Facts) Hold(ctx context.Context, h fact.Held) error {
	_, err := changed(s.h.writer(ctx).Exec(`
		INSERT INTO held_facts (listener, fact, subject, position, tries, next_try, parked, last_error)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (listener, subject, position) DO UPDATE SET tries = excluded.tries,
			next_try = excluded.next_try, parked = excluded.parked, last_error = excluded.last_error
		WHERE excluded.tries > 0`,
		h.Listener, h.Fact.ID, h.Fact.Subject, h.Fact.Position, h.Tries, toMicros(h.Next), h.Parked, h.LastError))
	return err
}

// Subjects implements fact.Shelf.
func (s Facts) Subjects(ctx context.Context, listener string, among []ident.ID) (map[ident.ID]bool, error) {
	var rows []ident.ID
	_, err := changed(s.h.reader(ctx).Raw(`SELECT DISTINCT subject FROM held_facts WHERE listener = ? AND subject IN ?`,
		listener, among).Scan(&rows))
	held := make(map[ident.ID]bool, len(rows))
	for _, subject := range rows {
		held[subject] = true
	}
	return held, err
}

// Again implements fact.Shelf.
func (s Facts) Again(ctx context.Context, listener string, now time.Time, limit int) ([]fact.Held, error) {
	return s.heldWhere(ctx, `
		h.listener = ? AND h.parked = FALSE AND h.next_try <= ? AND NOT EXISTS (
			SELECT 1 FROM held_facts e WHERE e.listener = h.listener AND e.subject = h.subject AND e.position < h.position)
		ORDER BY h.next_try LIMIT ?`, listener, toMicros(now), limit)
}

// Settle implements fact.Shelf.
func (s Facts) Settle(ctx context.Context, listener string, f fact.Fact) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM held_facts WHERE listener = ? AND fact = ?`, listener, f.ID))
	return err
}

// Parked implements fact.Parking.
func (s Facts) Parked(ctx context.Context, req page.Request) (page.Page[fact.Held], error) {
	var position int64
	var listener string
	if req.After != "" {
		if err := page.Decode(req.After, &position, &listener); err != nil {
			return page.Page[fact.Held]{}, err
		}
	}
	held, err := s.heldWhere(ctx, `h.parked = TRUE AND (h.position, h.listener) > (?, ?)
		ORDER BY h.position, h.listener LIMIT ?`, position, listener, req.Size()+1)
	return page.Of(held, req.Size(), func(h fact.Held) []any { return []any{h.Fact.Position, h.Listener} }), err
}

// Release implements fact.Parking.
func (s Facts) Release(ctx context.Context, id ident.ID, now time.Time) ([]fact.Held, error) {
	held, err := s.heldWhere(ctx, `h.fact = ? AND h.parked = TRUE ORDER BY h.listener`, id)
	if err == nil && len(held) == 0 {
		err = fault.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	_, err = changed(s.h.writer(ctx).Exec(`
		UPDATE held_facts SET parked = FALSE, tries = 0, next_try = ? WHERE fact = ? AND parked = TRUE`, toMicros(now), id))
	if err == nil {
		s.h.leave()
	}
	return held, err
}

func (s Facts) heldWhere(ctx context.Context, where string, args ...any) ([]fact.Held, error) {
	var rows []heldRow
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT `+heldColumns+` FROM held_facts h JOIN facts f ON f.id = h.fact WHERE `+where,
		args...).Scan(&rows)); err != nil {
		return nil, err
	}
	held := make([]fact.Held, len(rows))
	for i, r := range rows {
		var err error
		if held[i], err = r.held(); err != nil {
			return nil, err
		}
	}
	return held, nil
}

package db

import (
	"context"
	"math"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/platform"
)

// Audit keeps the audit trail; it implements platform.Audit and
// platform.Trail.
type Audit struct{ h Handle }

// NewAudit makes the store of the audit trail.
func NewAudit(h Handle) Audit { return Audit{h} }

type auditRow struct {
	ID      ident.ID
	At      Micros
	Who     ident.ID
	Act     string
	Subject string
	Note    string
}

func (auditRow) TableName() string { return "audit" }

func (r auditRow) entry() platform.Entry {
	return platform.Entry{ID: r.ID, At: r.At.Time(), Who: r.Who, Act: r.Act, Subject: r.Subject, Note: r.Note}
}

// Record implements platform.Audit.
func (s Audit) Record(ctx context.Context, entries ...platform.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	rows := make([]auditRow, len(entries))
	for i, e := range entries {
		rows[i] = auditRow{ID: e.ID, At: toMicros(e.At), Who: e.Who, Act: e.Act, Subject: e.Subject, Note: e.Note}
	}
	_, err := changed(s.h.writer(ctx).Create(&rows))
	return err
}

// Forget drops the entries older than a moment.
func (s Audit) Forget(ctx context.Context, before time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM audit WHERE at < ?`, toMicros(before)))
	return err
}

// Entries implements platform.Trail.
func (s Audit) Entries(ctx context.Context, subject string, p page.Request) (page.Page[platform.Entry], error) {
	var none page.Page[platform.Entry]
	at, id := int64(math.MaxInt64), ident.ID("")
	if p.After != "" {
		if err := page.Decode(p.After, &at, &id); err != nil {
			return none, err
		}
	}
	query := s.h.reader(ctx).Table("audit").Where("(at, id) < (?, ?)", at, id)
	if subject != "" {
		query = query.Where("subject = ?", subject)
	}
	var rows []auditRow
	if _, err := changed(query.Order("at DESC, id DESC").Limit(p.Size() + 1).Find(&rows)); err != nil {
		return none, err
	}
	entries := make([]platform.Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.entry()
	}
	return page.Of(entries, p.Size(), func(e platform.Entry) []any { return []any{toMicros(e.At), e.ID} }), nil
}

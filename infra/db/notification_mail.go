package db

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/domain/kernel/speak"
	"cabas/domain/notification"
)

// Mails keeps the outbox; it implements notification.Outbox, Queue and
// Archive.
type Mails struct{ h Handle }

// NewMails makes the store of mails.
func NewMails(h Handle) Mails { return Mails{h} }

type mailRow struct {
	ID, Source         ident.ID
	Recipient, Name    string
	Language           string
	Kind               string
	Subject            string
	BodyText, BodyHTML string
	CreatedAt          Micros `gorm:"autoCreateTime:false"`
	NextTry, SentAt    Micros
	Tries              int
	State              notification.State
	LastError          string
}

func (mailRow) TableName() string { return "mails" }

func toMailRow(m notification.Mail) mailRow {
	return mailRow{m.ID, m.Source, m.To, m.Name, string(m.Language), m.Kind, m.Subject, m.Text, m.HTML, toMicros(m.CreatedAt),
		toMicros(m.NextTry), toMicros(m.SentAt), m.Tries, m.State, m.LastError}
}

func (r mailRow) mail() notification.Mail {
	return notification.Mail{ID: r.ID, Source: r.Source, To: r.Recipient, Name: r.Name, Language: speak.Language(r.Language),
		Kind: r.Kind, Subject: r.Subject, Text: r.BodyText, HTML: r.BodyHTML, CreatedAt: r.CreatedAt.Time(), NextTry: r.NextTry.Time(),
		SentAt: r.SentAt.Time(), Tries: r.Tries, State: r.State, LastError: r.LastError}
}

func mailsOf(rows []mailRow) []notification.Mail {
	mails := make([]notification.Mail, len(rows))
	for i, r := range rows {
		mails[i] = r.mail()
	}
	return mails
}

// Add implements notification.Outbox.
func (s Mails) Add(ctx context.Context, mails ...notification.Mail) error {
	if len(mails) == 0 {
		return nil
	}
	rows := make([]mailRow, len(mails))
	for i, m := range mails {
		rows[i] = toMailRow(m)
	}
	added, err := changed(s.h.writer(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "source"}, {Name: "recipient"}, {Name: "kind"}}, DoNothing: true,
	}).Create(&rows))
	if added > 0 {
		s.h.leave()
	}
	return err
}

// Take implements notification.Queue. One statement, the same on both engines:
// a second taker waits for the first and then finds the mails no longer due.
func (s Mails) Take(ctx context.Context, now, until time.Time, limit int) ([]notification.Mail, error) {
	var due []ident.ID
	if _, err := changed(s.h.reader(ctx).Raw(`SELECT id FROM mails WHERE state = 'queued' AND next_try <= ? LIMIT 1`,
		toMicros(now)).Scan(&due)); err != nil || len(due) == 0 {
		return nil, err // an idle sender only reads
	}
	var rows []mailRow
	_, err := changed(s.h.writer(ctx).Raw(`
		UPDATE mails SET tries = tries + 1, next_try = ?
		WHERE id IN (SELECT id FROM mails WHERE state = 'queued' AND next_try <= ? ORDER BY next_try, id LIMIT ?)
			AND state = 'queued' AND next_try <= ?
		RETURNING *`, toMicros(until), toMicros(now), limit, toMicros(now)).Scan(&rows))
	return mailsOf(rows), err
}

// Settle implements notification.Queue.
func (s Mails) Settle(ctx context.Context, m notification.Mail) error {
	_, err := changed(s.h.writer(ctx).Exec(`
		UPDATE mails SET state = ?, next_try = ?, sent_at = ?, last_error = ?, body_text = ?, body_html = ?
		WHERE id = ? AND tries = ? AND state = 'queued'`,
		m.State, toMicros(m.NextTry), toMicros(m.SentAt), m.LastError, m.Text, m.HTML, m.ID, m.Tries))
	return err
}

// List implements notification.Archive.
func (s Mails) List(ctx context.Context, f notification.Filter, req page.Request) (page.Page[notification.Mail], error) {
	q := s.h.reader(ctx).Order("id DESC").Limit(req.Size() + 1)
	if req.After != "" {
		var before ident.ID
		if err := page.Decode(req.After, &before); err != nil {
			return page.Page[notification.Mail]{}, err
		}
		q = q.Where("id < ?", before)
	}
	if f.ID != "" {
		q = q.Where("id = ?", f.ID)
	}
	if f.State != "" {
		q = q.Where("state = ?", f.State)
	}
	if f.To != "" {
		q = q.Where("recipient = ?", f.To)
	}
	var rows []mailRow
	_, err := changed(q.Find(&rows))
	return page.Of(mailsOf(rows), req.Size(), func(m notification.Mail) []any { return []any{m.ID} }), err
}

// Replay implements notification.Archive.
func (s Mails) Replay(ctx context.Context, id ident.ID, now time.Time) (notification.Mail, error) {
	var rows []mailRow
	if _, err := changed(s.h.writer(ctx).Raw(`
		UPDATE mails SET state = 'queued', tries = 0, next_try = ?, last_error = ''
		WHERE id = ? AND state = 'failed' RETURNING *`, toMicros(now), id).Scan(&rows)); err != nil {
		return notification.Mail{}, err
	}
	if len(rows) == 1 {
		return rows[0].mail(), nil
	}
	if err := one(s.h.reader(ctx).Raw(`SELECT id FROM mails WHERE id = ?`, id).Scan(&rows)); err != nil {
		return notification.Mail{}, err
	}
	return notification.Mail{}, notification.ErrNotFailed
}

// Forget implements notification.Sweeper. Mails that failed stay as long, for
// somebody to look at them.
func (s Mails) Forget(ctx context.Context, before time.Time) error {
	_, err := changed(s.h.writer(ctx).Exec(`DELETE FROM mails WHERE (state = 'sent' AND sent_at < ?) OR (state = 'failed' AND created_at < ?)`,
		toMicros(before), toMicros(before)))
	return err
}

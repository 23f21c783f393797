package db

import (
	"context"
	"database/sql"
	"time"

	"cabas/domain/notification"
)

// Queues is what waits in the database, for those who watch over it.
type Queues struct {
	FactsUntold            int64
	FactsHeld, FactsParked int64
	MailsQueued            int64
	MailsFailed            int64
	// OldestFact and OldestMail are since when the first of them waits; zero
	// when none does.
	OldestFact, OldestMail time.Time
}

// Queues counts what waits.
func (h Handle) Queues(ctx context.Context) (Queues, error) {
	var r struct {
		FactsUntold, FactsHeld, FactsParked, MailsQueued, MailsFailed int64
		OldestFact, OldestMail                                        Micros
	}
	err := one(h.reader(ctx).Raw(`
		SELECT f.n + u.n AS facts_untold, CASE WHEN u.since = 0 OR f.since > 0 AND f.since < u.since THEN f.since ELSE u.since END AS oldest_fact,
			(SELECT COUNT(*) FROM held_facts WHERE parked = FALSE) AS facts_held,
			(SELECT COUNT(*) FROM held_facts WHERE parked = TRUE) AS facts_parked,
			(SELECT COUNT(*) FROM mails WHERE state = ?) AS mails_queued,
			(SELECT COALESCE(MIN(created_at), 0) FROM mails WHERE state = ?) AS oldest_mail,
			(SELECT COUNT(*) FROM mails WHERE state = ?) AS mails_failed
		FROM (SELECT COUNT(*) AS n, COALESCE(MIN(at), 0) AS since FROM facts WHERE position > (SELECT COALESCE(MIN(position), 0) FROM listeners)) AS f,
			(SELECT COUNT(*) AS n, COALESCE(MIN(at), 0) AS since FROM facts WHERE position IS NULL) AS u`,
		notification.Queued, notification.Queued, notification.Failed).Scan(&r))
	return Queues{FactsUntold: r.FactsUntold, FactsHeld: r.FactsHeld, FactsParked: r.FactsParked, MailsQueued: r.MailsQueued, MailsFailed: r.MailsFailed,
		OldestFact: r.OldestFact.Time(), OldestMail: r.OldestMail.Time()}, err
}

// Pools gives the figures of the connections by what they are for.
func (d *DB) Pools() map[string]sql.DBStats {
	out := map[string]sql.DBStats{}
	if pool, err := d.write.DB(); err == nil {
		out["write"] = pool.Stats()
	}
	if pool, err := d.read.DB(); err == nil && d.engine == SQLite {
		out["read"] = pool.Stats()
	}
	return out
}

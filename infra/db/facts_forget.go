package db

import (
	"context"
	"time"
)

// Forget drops the facts older than a moment that every listener was told and
// none holds back. They go from the front, without a gap, and the last one
// stays: positions are counted on from it. Who resumes a stream from further
// back hears what is left.
func (s Facts) Forget(ctx context.Context, before time.Time) error {
	for {
		n, err := changed(s.h.writer(ctx).Exec(`DELETE FROM facts WHERE position IN (
			SELECT position FROM facts WHERE
				position <= (SELECT COALESCE(MIN(position), 0) FROM listeners WHERE name > '')
				AND position < (SELECT COALESCE(MAX(position), 0) FROM facts)
				AND position < COALESCE((SELECT MIN(position) FROM held_facts WHERE listener > ''), 9223372036854775807)
				AND position < COALESCE((SELECT position FROM facts WHERE position IS NOT NULL AND at >= ? ORDER BY position LIMIT 1), 9223372036854775807)
			ORDER BY position LIMIT ?)`, toMicros(before), forgetBatch))
		if err != nil || n < forgetBatch {
			return err
		}
	}
}

package db

import "context"

// stampLock is the key of the advisory lock that stamping takes.
const stampLock = 0x6361626173 // "cabas"

// lockStamping lets one PostgreSQL transaction stamp at a time; on SQLite
// there is only ever one writer.
func (h Handle) lockStamping(ctx context.Context) error {
	if h.Engine() != Postgres {
		return nil
	}
	_, err := changed(h.writer(ctx).Exec(`SELECT pg_advisory_xact_lock(?)`, stampLock))
	return err
}

package db

import "context"

func (h Handle) tableNamesPostgres(ctx context.Context) (names []string, err error) {
	_, err = changed(h.reader(ctx).Raw(`SELECT tablename FROM pg_tables WHERE schemaname = current_schema()`).Scan(&names))
	return names, err
}

// columnsPostgres leaves out what PostgreSQL computes.
func (h Handle) columnsPostgres(ctx context.Context, table string) (names []string, err error) {
	_, err = changed(h.reader(ctx).Raw(`SELECT column_name::text FROM information_schema.columns
		WHERE table_schema = current_schema() AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position`, table).Scan(&names))
	return names, err
}

func (h Handle) referencesPostgres(ctx context.Context) (refs []reference, err error) {
	_, err = changed(h.reader(ctx).Raw(`SELECT c.relname AS child, p.relname AS parent FROM pg_constraint k
		JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
		WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace`).Scan(&refs))
	return refs, err
}

func (h Handle) booleansPostgres(ctx context.Context) (map[string]bool, error) {
	var names []string
	_, err := changed(h.reader(ctx).Raw(`SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND data_type = 'boolean'`).Scan(&names))
	return setOf(names), err
}

// overridingIdentity lets rows bring the numbers that PostgreSQL would give.
func (h Handle) overridingIdentity() string {
	if h.Engine() == Postgres {
		return ` OVERRIDING SYSTEM VALUE`
	}
	return ""
}

// takeYourTime has PostgreSQL wait for the rest of a transaction as long as it
// takes: between two rows of a backup may stand a folder of photos.
func (h Handle) takeYourTime(ctx context.Context) error {
	if h.Engine() != Postgres {
		return nil
	}
	return h.plainExec(ctx, `SET LOCAL `+idleInTransaction+` = 0`)
}

// resumeCounters has PostgreSQL number on after the rows that brought their
// numbers; SQLite does so by itself.
func (h Handle) resumeCounters(ctx context.Context) error {
	if h.Engine() != Postgres {
		return nil
	}
	var counted []struct{ TableName, ColumnName string }
	if _, err := changed(h.reader(ctx).Raw(`SELECT table_name, column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND is_identity = 'YES'`).Scan(&counted)); err != nil {
		return err
	}
	for _, c := range counted {
		if c.TableName == schemaTable {
			continue
		}
		column, table := quoted([]string{c.ColumnName}), quoted([]string{c.TableName})
		if _, err := changed(h.writer(ctx).Exec(`SELECT setval(pg_get_serial_sequence(?, ?), COALESCE((SELECT MAX(`+column+`) FROM `+table+`), 0) + 1, false)`,
			table, c.ColumnName)); err != nil {
			return err
		}
	}
	return nil
}

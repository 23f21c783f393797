package db

import "context"

// tableNames lists our own tables: no shadows of virtual ones.
func (h Handle) tableNames(ctx context.Context) (names []string, err error) {
	if h.Engine() == Postgres {
		return h.tableNamesPostgres(ctx)
	}
	_, err = changed(h.reader(ctx).Raw(`SELECT name FROM pragma_table_list
		WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`).Scan(&names))
	return names, err
}

func (h Handle) columns(ctx context.Context, table string) (names []string, err error) {
	if h.Engine() == Postgres {
		return h.columnsPostgres(ctx, table)
	}
	_, err = changed(h.reader(ctx).Raw(`SELECT name FROM pragma_table_info(?) ORDER BY cid`, table).Scan(&names))
	return names, err
}

func (h Handle) references(ctx context.Context) (refs []reference, err error) {
	if h.Engine() == Postgres {
		return h.referencesPostgres(ctx)
	}
	_, err = changed(h.reader(ctx).Raw(`SELECT m.name AS child, f."table" AS parent
		FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`).Scan(&refs))
	return refs, err
}

// booleans names the columns that hold true or false.
func (h Handle) booleans(ctx context.Context) (map[string]bool, error) {
	if h.Engine() == Postgres {
		return h.booleansPostgres(ctx)
	}
	var names []string
	_, err := changed(h.reader(ctx).Raw(`SELECT m.name || '.' || c.name
		FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND UPPER(c.type) = 'BOOLEAN'`).Scan(&names))
	return setOf(names), err
}

func setOf(names []string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, n := range names {
		out[n] = true
	}
	return out
}

package db

import "context"

// Execute runs a statement past every rule, for tests that break things.
func (d *DB) Execute(statement string) error {
	return d.write.WithContext(whole(context.Background())).Exec(statement).Error
}

// PostgresPool is the pool of a server, for tests of its connections.
var PostgresPool = postgresPool

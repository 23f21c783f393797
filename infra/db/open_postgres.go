package db

import (
	"fmt"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// openPostgres prepares one pool, for reading and writing alike.
func openPostgres(url string) (*DB, error) {
	g, err := gorm.Open(postgres.New(postgres.Config{DSN: url}), gormConfig(false))
	if err != nil {
		return nil, fmt.Errorf("db: opening PostgreSQL: %w", translate(err))
	}
	pool, err := g.DB()
	if err != nil {
		return nil, fmt.Errorf("db: no pool: %w", err)
	}
	pool.SetMaxOpenConns(20)
	pool.SetMaxIdleConns(20)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{engine: Postgres, url: url, write: g, read: g}, nil
}

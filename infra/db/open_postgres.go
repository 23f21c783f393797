package db

import (
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// openPostgres prepares one pool, for reading and writing alike.
func openPostgres(url string) (*DB, error) {
	pool, err := postgresPool(url)
	if err != nil {
		return nil, fmt.Errorf("db: opening PostgreSQL: %w", translate(err))
	}
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), gormConfig(false))
	if err != nil {
		return nil, fmt.Errorf("db: opening PostgreSQL: %w", translate(err))
	}
	pool.SetMaxOpenConns(20)
	pool.SetMaxIdleConns(20)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{engine: Postgres, url: url, write: g, read: g}, nil
}

func postgresPool(url string) (*sql.DB, error) {
	config, err := lineTo(url)
	if err != nil {
		return nil, err
	}
	return stdlib.OpenDB(*config, stdlib.OptionAfterConnect(note), stdlib.OptionShouldPing(new(pulse).lost)), nil
}

// Package db keeps what the town knows in SQLite or PostgreSQL. It implements
// the ports that the rooms of the domain declare, one file per noun; row
// structs, GORM and SQL never leave it. Both engines run the same statements:
// where they truly differ, the difference stands in a file named *_sqlite.go
// or *_postgres.go. It may import the domain and the database libraries.
package db

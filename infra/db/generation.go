package db

import (
	"fmt"

	"gorm.io/gorm"
)

// Generation counts the writes of this server: an answer read at one
// generation is still true while the generation stands, as far as this server
// wrote it. Another server's writes on PostgreSQL are not counted.
func (d *DB) Generation() uint64 { return d.generation.Load() }

// countWrites raises the generation after every statement that writes; commits
// raise it again, for a statement is not seen by readers before.
func (d *DB) countWrites(g *gorm.DB) error {
	wrote := func(*gorm.DB) { d.generation.Add(1) }
	c := g.Callback()
	for _, register := range []func(string, func(*gorm.DB)) error{
		c.Create().After("*").Register, c.Update().After("*").Register,
		c.Delete().After("*").Register, c.Raw().After("*").Register,
	} {
		if err := register("cabas:generation", wrote); err != nil {
			return fmt.Errorf("db: counting writes: %w", err)
		}
	}
	return nil
}

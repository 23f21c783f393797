package db

import (
	"context"
	"time"

	"gorm.io/gorm"
)

// Followed is told of a statement that ran, with marks in the place of its
// values.
type Followed func(ctx context.Context, system, text string, began time.Time, failed bool)

const beganKey = "cabas:began"

// Follow has every statement told from now on; it is called before the first
// one runs.
func (d *DB) Follow(tell Followed) error {
	system := "sqlite"
	if d.engine == Postgres {
		system = "postgresql"
	}
	before := func(g *gorm.DB) { g.InstanceSet(beganKey, time.Now()) }
	after := func(g *gorm.DB) {
		if began, ok := g.InstanceGet(beganKey); ok {
			tell(g.Statement.Context, system, g.Statement.SQL.String(), began.(time.Time), g.Error != nil)
		}
	}
	pools := []*gorm.DB{d.write}
	if d.read != d.write {
		pools = append(pools, d.read)
	}
	for _, pool := range pools {
		c := pool.Callback()
		for _, step := range []error{
			c.Create().Before("gorm:create").Register("cabas:began", before), c.Create().After("gorm:create").Register("cabas:told", after),
			c.Query().Before("gorm:query").Register("cabas:began", before), c.Query().After("gorm:query").Register("cabas:told", after),
			c.Update().Before("gorm:update").Register("cabas:began", before), c.Update().After("gorm:update").Register("cabas:told", after),
			c.Delete().Before("gorm:delete").Register("cabas:began", before), c.Delete().After("gorm:delete").Register("cabas:told", after),
			c.Row().Before("gorm:row").Register("cabas:began", before), c.Row().After("gorm:row").Register("cabas:told", after),
			c.Raw().Before("gorm:raw").Register("cabas:began", before), c.Raw().After("gorm:raw").Register("cabas:told", after),
		} {
			if step != nil {
				return step
			}
		}
	}
	return nil
}

package app

import (
	"context"
	"fmt"

	"cabas/domain/account"
	"cabas/domain/doctor"
	"cabas/infra/db"
)

// doctorCmd examines the books, also beside a server that works on them.
type doctorCmd struct{}

// Run says what differs and fails when anything does.
func (doctorCmd) Run(e *env, c *Config) error {
	address, err := c.database()
	if err != nil {
		return err
	}
	d, err := db.OpenReading(e, address)
	if err != nil {
		return err
	}
	defer d.Close()
	r, err := Examine(e, d)
	if err != nil {
		return err
	}
	for _, difference := range r.Differences {
		if _, err := fmt.Fprintln(e.out, difference); err != nil {
			return err
		}
	}
	if !r.Healthy() {
		return fmt.Errorf("%d differences; %d of them are listed", r.Found, len(r.Differences))
	}
	_, err = fmt.Fprintf(e.out, "the books agree: %d stocks, %d slots, %d orders, %d facts\n", r.Stocks, r.Slots, r.Orders, r.Facts)
	return err
}

// Examine has the doctor look at a database.
func Examine(ctx context.Context, d *db.DB) (doctor.Report, error) {
	return doctor.NewService(db.NewSnapshot(d, db.NewBooks)).Examine(ctx, account.Platform())
}

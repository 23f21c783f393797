package db_test

import (
	"testing"

	"cabas/infra/contract"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestSitemap(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		contract.Sitemap(t, db.NewSitemap(d.Handle()), db.NewShops(d.Handle()), catalogOf(d))
	})
}

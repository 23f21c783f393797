package app_test

import (
	"testing"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

func TestTilesNameOneHost(t *testing.T) {
	for address, good := range map[string]bool{
		"":                                      true,
		"https://t.example/{z}/{x}/{y}.png":     true,
		"http://localhost:9/{z}/{x}/{y}":        true,
		"https://{s}.t.example/{z}/{x}/{y}.png": false,
		"https://t.example/{z}/{x}.png":         false,
		"ftp://t.example/{z}/{x}/{y}.png":       false,
		"https://t.example; x/{z}/{x}/{y}.png":  false,
		"https://*.example/{z}/{x}/{y}.png":     false,
	} {
		if err := (app.Config{BaseURL: "https://cabas.example", Tiles: address}).Validate(); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestMapsSayWhereTheirPicturesComeFrom(t *testing.T) {
	none := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	if plain := none.nobody().get("/map").must(200); plain.at("tiles") != nil || plain.at("credit") != nil {
		t.Errorf("nobody offers tiles: %s", plain.body)
	}
	some := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), func(c *app.Config) {
		c.Tiles, c.TilesCredit = "https://t.example/{z}/{x}/{y}.png", "© Quelqu'un"
	})
	if drawn := some.nobody().get("/map").must(200); drawn.text("tiles") != "https://t.example/{z}/{x}/{y}.png" || drawn.text("credit") != "© Quelqu'un" {
		t.Errorf("tiles: %s", drawn.body)
	}
}

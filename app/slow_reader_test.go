package app_test

import (
	"fmt"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/catalog"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/money"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// TestSlowReadersKeepNobodysPlace has a crowd ask for a long list and read
// nothing of it: the few places of the server are free for others all the same.
func TestSlowReadersKeepNobodysPlace(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), func(c *app.Config) { c.InFlight = 2 })
	s := newScene(w, 1)
	for i := range 90 {
		p, change, err := catalog.NewProduct(s.shop, catalog.Details{Name: fmt.Sprintf("Tarte %d", i), Category: "Tartes", Unit: measure.Piece, Step: 1, Minimum: 1,
			Description: strings.Repeat("Aux pommes. ", 330), VAT: money.Reduced, Withdrawal: "perishable", Published: true,
			Variants: []catalog.VariantDetails{{PriceCents: 290, Mode: catalog.Counted, OnHand: 5}}}, s.accounts[asOwner].ID, w.clock.Now())
		w.did(err)
		w.did(db.NewProducts(s.h).Insert(t.Context(), p, change))
	}
	path := "/shops/" + s.shop.String() + "/products?limit=100"
	if size := len(w.nobody().get(path).must(200).body); size < 300_000 {
		t.Fatalf("the list has only %d bytes", size)
	}
	dialer := net.Dialer{Control: func(_, _ string, c syscall.RawConn) error {
		return c.Control(func(fd uintptr) { _ = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096) })
	}}
	for range 10 {
		reader, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(w.base, "http://"))
		w.did(err)
		defer reader.Close()
		_, err = fmt.Fprintf(reader, "GET /api/v1%s HTTP/1.1\r\nHost: localhost\r\n\r\n", path)
		w.did(err)
		first := make([]byte, len("HTTP/1.1 200"))
		w.did(reader.SetReadDeadline(time.Now().Add(time.Minute)))
		if _, err := reader.Read(first); err != nil || string(first) != "HTTP/1.1 200" { // the answer has begun
			t.Fatalf("got %q, %v", first, err)
		}
	}
	for range 20 {
		w.nobody().get("/trades").must(200)
	}
}

package app_test

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/api/mid"
	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// patience notes until when the answers of a server may be accepted.
type patience struct{ until atomic.Pointer[time.Time] }

// impatient is a connection whose patience is noted.
type impatient struct {
	http.ResponseWriter
	*patience
}

func (i impatient) Unwrap() http.ResponseWriter { return i.ResponseWriter }

func (i impatient) SetWriteDeadline(until time.Time) error {
	i.until.Store(&until)
	return http.NewResponseController(i.ResponseWriter).SetWriteDeadline(until)
}

// note has the middleware of a server note the patience with each request.
func (p *patience) note(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		outer := c.Response().Writer
		c.Response().Writer = impatient{outer, p}
		defer func() { c.Response().Writer = outer }()
		return next(c)
	}
}

// TestNobodyKeepsAPlaceByNotReading asks until when each kind of answer may be
// accepted: the interface's soon, a photo's when it had time to arrive, and a
// stream as long as its reader stays, also while nothing happens, which over
// HTTP/2 a time set for an earlier event would end.
func TestNobodyKeepsAPlaceByNotReading(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday))
	var p patience
	w.server.Echo.Use(p.note)
	martin, _ := w.signUp("martin@exemple.fr", "Martin")
	shop := martin.opensShop("Épi")
	at := func(what string, atMost time.Duration) {
		t.Helper()
		until := p.until.Load()
		if until == nil || until.IsZero() {
			t.Fatalf("%s may be left unread for ever", what)
		}
		if left := time.Until(*until); left > atMost || left < atMost-time.Minute {
			t.Errorf("%s may be left unread for %s, want %s", what, left, atMost)
		}
	}
	w.nobody().get("/shops/" + shop).must(200)
	at("an answer", mid.AcceptTime)
	martin.uploads("/shops/"+shop+"/photo", snapshot(t, 500, 300)).must(201)
	at("the answer to a photo", mid.UploadTime+mid.AcceptTime)

	board, _ := martin.follow("/me/stream")
	await(t, "a stream is not bounded while nothing happens", func() bool { return p.until.Load().IsZero() })
	board.leave()
	if w.server.Echo.Server.WriteTimeout <= mid.AcceptTime {
		t.Errorf("pages and photos may be left unread for %s", w.server.Echo.Server.WriteTimeout)
	}
}

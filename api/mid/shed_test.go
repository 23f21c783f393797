package mid_test

import (
	"errors"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"

	"cabas/api/mid"
	"cabas/domain/kernel/fault"
)

func TestShedSendsAwayWhoeverFindsNoPlace(t *testing.T) {
	inside, leave := make(chan struct{}), make(chan struct{})
	served := mid.Shed(2)(func(echo.Context) error { inside <- struct{}{}; <-leave; return nil })
	call := func(route string) error {
		c := echo.New().NewContext(httptest.NewRequest("GET", "/", nil), httptest.NewRecorder())
		c.SetPath(route)
		return served(c)
	}
	answers := make(chan error, 3)
	for range 2 {
		go func() { answers <- call("/me") }()
		<-inside
	}
	var f *fault.Error
	if err := call("/me"); !errors.As(err, &f) || f.Kind != fault.Unavailable || f.RetryAfter == 0 {
		t.Errorf("a third was answered %v", err)
	}
	go func() { answers <- call("/me/stream") }()
	<-inside // a stream needs no place
	close(leave)
	for range 3 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
	go func() { answers <- call("/me") }()
	<-inside
	if err := <-answers; err != nil {
		t.Errorf("after they left: %v", err)
	}
}

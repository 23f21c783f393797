package mid_test

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"

	"github.com/labstack/echo/v4"

	"cabas/api/mid"
	"cabas/domain/kernel/fault"
)

// TestOneAddressLeavesPlacesToOthers fills its half of the places, and is sent
// away while others are served.
func TestOneAddressLeavesPlacesToOthers(t *testing.T) {
	inside, leave := make(chan struct{}), make(chan struct{})
	served := mid.Shed(4)(func(echo.Context) error { inside <- struct{}{}; <-leave; return nil })
	call := func(address string) error {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = address + ":1234"
		return served(echo.New().NewContext(r, httptest.NewRecorder()))
	}
	answers := make(chan error, 4)
	come := func(address string) {
		go func() { answers <- call(address) }()
		<-inside
	}
	come("192.0.2.1")
	come("192.0.2.1")
	if err := call("192.0.2.1"); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("a third of one address was answered %v", err)
	}
	come("192.0.2.2")
	come("192.0.2.3")
	if err := call("192.0.2.4"); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("a fifth was answered %v", err)
	}
	close(leave)
	for range 4 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
	come("192.0.2.1")
	if err := <-answers; err != nil {
		t.Errorf("after they left: %v", err)
	}
}

func TestShedSendsAwayWhoeverFindsNoPlace(t *testing.T) {
	inside, leave := make(chan struct{}), make(chan struct{})
	served := mid.Shed(4)(func(echo.Context) error { inside <- struct{}{}; <-leave; return nil })
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

func TestOneNetworkHasItsShareOfRequests(t *testing.T) {
	inside, leave := make(chan struct{}), make(chan struct{})
	served := mid.Shed(500)(func(echo.Context) error { inside <- struct{}{}; <-leave; return nil })
	call := func(address string) error {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = address
		return served(echo.New().NewContext(r, httptest.NewRecorder()))
	}
	answers := make(chan error, 101)
	for i := range 100 {
		go func() { answers <- call(fmt.Sprintf("[2001:db8:1:2::%x]:80", i+1)) }()
		<-inside
	}
	if err := call("[2001:db8:1:2:ffff::1]:80"); !errors.Is(err, fault.ErrTooMany) {
		t.Errorf("one more of the same network was answered %v", err)
	}
	go func() { answers <- call("[2001:db8:1:3::1]:80") }()
	<-inside // another network has places of its own
	close(leave)
	for range 101 {
		if err := <-answers; err != nil {
			t.Error(err)
		}
	}
}

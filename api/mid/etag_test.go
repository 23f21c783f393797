package mid_test

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/api/mid"
)

func TestAnswersThatFlowAreNeitherHeldNorCutOff(t *testing.T) {
	e, read := echo.New(), make(chan struct{})
	e.Use(mid.Deadline(20*time.Millisecond), mid.Tag())
	e.GET("/", func(c echo.Context) error {
		ctx, w := c.Request().Context(), http.NewResponseController(c.Response())
		if err := w.SetWriteDeadline(time.Now().Add(time.Minute)); err != nil {
			t.Errorf("the connection is out of reach: %v", err)
		}
		c.Response().WriteHeader(http.StatusAccepted)
		for _, line := range []string{"one\n", "two\n"} {
			if _, err := c.Response().Write([]byte(line)); err != nil {
				t.Error(err)
			}
			if err := w.Flush(); err != nil {
				t.Error(err)
			}
			<-read
		}
		<-ctx.Done()
		if ctx.Err() != context.DeadlineExceeded || mid.Unhurried(ctx).Err() != nil {
			t.Errorf("the request: %v, its answer: %v", ctx.Err(), mid.Unhurried(ctx).Err())
		}
		_, err := c.Response().Write([]byte("late\n"))
		return err
	})
	server := httptest.NewServer(e)
	defer server.Close()
	res, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusAccepted || res.Header.Get("ETag") != "" {
		t.Errorf("answered %d %v", res.StatusCode, res.Header)
	}
	lines := bufio.NewScanner(res.Body)
	for _, want := range []string{"one", "two", "late"} { // each before the next is written
		if !lines.Scan() || lines.Text() != want {
			t.Fatalf("read %q, want %q", lines.Text(), want)
		}
		if want != "late" {
			read <- struct{}{}
		}
	}
}

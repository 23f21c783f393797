package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// figure is one line of the report: our figure beside a limit measured in the
// same run. Ratio is how near we come to the limit: ours/limit where more is
// better, limit/ours where less is.
type figure struct {
	Name   string  `json:"name"`
	Engine string  `json:"engine"`
	Ours   float64 `json:"ours"`
	Limit  float64 `json:"limit"`
	Ratio  float64 `json:"ratio"`
	Unit   string  `json:"unit"`
	Aim    float64 `json:"aim"`
}

func (f figure) print() {
	line, err := json.Marshal(f)
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(os.Stdout, string(line))
}

// Rounds of each side, in turn, so that a machine whose speed drifts slows
// both alike.
const (
	rounds      = 5
	roundLength = 700 * time.Millisecond
	connections = 8
)

// wanted tells whether a figure is asked for: all are, unless CABAS_BENCH_ONLY
// is a part of some names.
func wanted(name string) bool { return strings.Contains(name, os.Getenv("CABAS_BENCH_ONLY")) }

// compare measures two sides in turn and answers the median of each.
func compare(ours, limit func() (float64, error)) (a, b float64, err error) {
	var as, bs []float64
	for n := range rounds + 1 {
		x, err := ours()
		if err != nil {
			return 0, 0, fmt.Errorf("ours: %w", err)
		}
		y, err := limit()
		if err != nil {
			return 0, 0, fmt.Errorf("limit: %w", err)
		}
		if n > 0 { // the first round warms both up
			as, bs = append(as, x), append(bs, y)
		}
	}
	return median(as), median(bs), nil
}

// read compares one of our reads with an Echo handler that sends the same
// bytes from memory.
func (b *bench) read(name string, aim float64, path string, headers ...string) error {
	if !wanted(name) {
		return nil
	}
	r := newRequest("GET", path, nil, headers...)
	c, err := dial(b.address)
	if err != nil {
		return err
	}
	defer c.Close()
	status, body, err := c.do(r)
	if err != nil {
		return err
	}
	if status != http.StatusOK && status != http.StatusNotModified {
		return fmt.Errorf("%s answered %d: %s", path, status, body)
	}
	fixed, stop, err := fixedServer(status, body)
	if err != nil {
		return err
	}
	defer stop()
	always := func() request { return r }
	ours, limit, err := compare(
		func() (float64, error) { return load(b.address, connections, roundLength, status, always) },
		func() (float64, error) { return load(fixed, connections, roundLength, status, always) })
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	figure{name, b.engine, ours, limit, ours / limit, "requests/s", aim}.print()
	return nil
}

// fixedServer is the limit of every read: the same bytes, from memory, by Echo
// with nothing else in the way.
func fixedServer(status int, body []byte) (address string, stop func(), err error) {
	e := echo.New()
	e.Any("/*", func(c echo.Context) error {
		if status == http.StatusNotModified {
			return c.NoContent(status)
		}
		c.Response().Header().Set(echo.HeaderContentLength, strconv.Itoa(len(body)))
		return c.JSONBlob(status, body)
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: e, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(l) }()
	return l.Addr().String(), func() { _ = server.Close() }, nil
}

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// request is one HTTP/1.1 request, ready to be written to a connection.
type request []byte

// newRequest makes a request; body may be nil. Headers are written as given.
func newRequest(method, path string, body []byte, headers ...string) request {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: localhost\r\n", method, path)
	for i := 0; i+1 < len(headers); i += 2 {
		fmt.Fprintf(&b, "%s: %s\r\n", headers[i], headers[i+1])
	}
	if body != nil {
		fmt.Fprintf(&b, "Content-Type: application/json\r\nContent-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}

// connection is a keep-alive connection that costs next to nothing beside the
// server: it shares the machine's cores with what it measures.
type connection struct {
	net.Conn
	r *bufio.Reader
}

func dial(address string) (*connection, error) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &connection{c, bufio.NewReaderSize(c, 64<<10)}, nil
}

// do sends a request and reads its answer.
func (c *connection) do(r request) (status int, body []byte, err error) {
	if _, err := c.Write(r); err != nil {
		return 0, nil, err
	}
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return 0, nil, err
	}
	if len(line) < 12 {
		return 0, nil, fmt.Errorf("a status line %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, nil, err
	}
	length, chunked := 0, false
	for {
		if line, err = c.r.ReadSlice('\n'); err != nil {
			return 0, nil, err
		}
		if len(line) <= 2 {
			break
		}
		chunked = chunked || bytes.HasPrefix(line, []byte("Transfer-Encoding: chunked"))
		if n, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(n))); err != nil {
				return 0, nil, err
			}
		}
	}
	switch {
	case status == http.StatusNotModified:
		return status, nil, nil
	case chunked:
		if body, err = io.ReadAll(httputil.NewChunkedReader(c.r)); err == nil {
			_, err = c.r.Discard(len("\r\n"))
		}
		return status, body, err
	}
	body = make([]byte, length)
	_, err = io.ReadFull(c.r, body)
	return status, body, err
}

// load sends what next makes over so many connections for a time and answers
// how many requests were answered each second; every answer must have the
// status.
func load(address string, connections int, d time.Duration, want int, next func() request) (float64, error) {
	var done atomic.Int64
	var group sync.WaitGroup
	failures := make(chan error, connections)
	start := time.Now()
	for range connections {
		group.Go(func() {
			c, err := dial(address)
			if err != nil {
				failures <- err
				return
			}
			defer c.Close()
			for time.Since(start) < d {
				status, body, err := c.do(next())
				if err == nil && status != want {
					err = fmt.Errorf("answered %d: %s", status, body)
				}
				if err != nil {
					failures <- err
					return
				}
				done.Add(1)
			}
		})
	}
	group.Wait()
	close(failures)
	if err := <-failures; err != nil {
		return 0, err
	}
	return float64(done.Load()) / time.Since(start).Seconds(), nil
}

// median of figures from several rounds.
func median(figures []float64) float64 {
	slices.Sort(figures)
	return figures[len(figures)/2]
}

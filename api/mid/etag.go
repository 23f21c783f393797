package mid

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"
)

// held keeps an answer back until its tag is known. One that is flushed goes on
// as it is written, and can have none.
type held struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
	flows  bool
}

func (h *held) WriteHeader(status int) { h.status = status }

func (h *held) Write(b []byte) (int, error) {
	if h.flows {
		return h.ResponseWriter.Write(b)
	}
	return h.body.Write(b)
}

// FlushError lets the answer through; http.ResponseController calls it.
func (h *held) FlushError() error {
	if !h.flows {
		h.flows = true
		h.ResponseWriter.WriteHeader(h.status)
		if _, err := h.ResponseWriter.Write(h.body.Bytes()); err != nil {
			return err
		}
	}
	return http.NewResponseController(h.ResponseWriter).Flush()
}

// Unwrap leads http.ResponseController to the connection's deadlines.
func (h *held) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// during runs next with the answer held back. The writer is put back also when
// next panics, or the answer to the panic would be held for ever.
func (h *held) during(c echo.Context, next echo.HandlerFunc) error {
	c.Response().Writer = h
	defer func() { c.Response().Writer = h.ResponseWriter }()
	return next(c)
}

// Tag holds answers back until they are whole, so that a slow reader keeps
// nobody's place, and answers 304 to one who already holds the answer. A handler
// may set ETag itself (the version of a document that people edit, strong); where
// it sets an empty one, the tag is weak and made from the answer's bytes.
func Tag() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			outer := c.Response().Writer
			h := &held{ResponseWriter: outer, status: http.StatusOK}
			err := h.during(c, next)
			if err != nil && !c.Response().Committed {
				return err
			}
			h.release(c, outer)
			return err
		}
	}
}

func (h *held) release(c echo.Context, outer http.ResponseWriter) {
	if h.flows {
		return
	}
	ready(c)
	header := outer.Header()
	reading := c.Request().Method == http.MethodGet || c.Request().Method == http.MethodHead
	if tags, asked := header["Etag"]; asked && reading && h.status == http.StatusOK {
		if len(tags) == 1 && tags[0] == "" {
			sum := sha256.Sum256(h.body.Bytes())
			header.Set("ETag", `W/"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
		}
		if matches(c.Request().Header.Get("If-None-Match"), header.Get("ETag")) {
			header.Del(echo.HeaderContentType)
			c.Response().Status = http.StatusNotModified
			outer.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if h.status != http.StatusNoContent { // which has none (RFC 9110, 8.6)
		header.Set(echo.HeaderContentLength, strconv.Itoa(h.body.Len()))
	}
	outer.WriteHeader(h.status)
	_, _ = outer.Write(h.body.Bytes()) // the reader has gone; nothing to tell
}

// matches compares weakly (RFC 9110, 13.1.2).
func matches(presented, tag string) bool {
	for p := range strings.SplitSeq(presented, ",") {
		p = strings.TrimSpace(p)
		if p != "" && (p == "*" || strings.TrimPrefix(p, "W/") == strings.TrimPrefix(tag, "W/")) {
			return true
		}
	}
	return false
}

// Package problem is the single place where trouble becomes an answer: it
// turns a fault of the domain, or what the HTTP library refuses, into a problem
// document (RFC 9457) in the caller's language. Nothing else writes errors.
package problem

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/fault"
)

// Document is a problem as it is sent.
type Document struct {
	Type      string  `json:"type"`
	Title     string  `json:"title"`
	Status    int     `json:"status"`
	Detail    string  `json:"detail,omitempty"`
	Code      string  `json:"code"`
	Errors    []Field `json:"errors,omitempty"`
	RequestID string  `json:"requestId,omitempty"`
	// Extra members say what is true now: {"quote": …}, {"remaining": 2}.
	Extra map[string]any `json:"-"`
}

// Field is one part of the input that is wrong.
type Field struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

// Truths may be implemented by a fault's Truth to add members to its problem.
type Truths interface {
	Members() map[string]any
}

// MarshalJSON puts the extra members beside the others.
func (d Document) MarshalJSON() ([]byte, error) {
	type plain Document
	b, err := json.Marshal(plain(d))
	if err != nil || len(d.Extra) == 0 {
		return b, err
	}
	extra, err := json.Marshal(d.Extra)
	if err != nil {
		return nil, err
	}
	return append(append(b[:len(b)-1], ','), extra[1:]...), nil
}

var statuses = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Malformed:       http.StatusBadRequest,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.Precondition:    http.StatusPreconditionFailed,
	fault.Required:        http.StatusPreconditionRequired,
	fault.TooMany:         http.StatusTooManyRequests,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// StatusOf is the status that a code is answered with.
func StatusOf(code string) int { return statuses[fault.KindOfCode(code)] }

// Of makes the document that answers err in the given language ("fr", "en").
// The answer to anything unknown is a bare 500.
func Of(err error, language string) Document {
	var f *fault.Error
	var web *echo.HTTPError
	switch {
	case errors.As(err, &f):
	case errors.As(err, &web):
		return fromHTTP(web, language)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		f = fault.ErrUnavailable
	default:
		f = fault.ErrInternal
	}
	d := document(statuses[f.Kind], f.Code, f.Args, language)
	for _, bad := range f.Fields {
		d.Errors = append(d.Errors, Field{bad.Pointer, bad.Code, fieldWords(bad.Code, bad.Args, language)})
	}
	if t, ok := f.Truth.(Truths); ok {
		d.Extra = t.Members()
	}
	return d
}

func document(status int, code string, args map[string]any, language string) Document {
	title, detail := words(code, args, language)
	return Document{Type: "/problems/" + code, Title: title, Status: status, Detail: detail, Code: code}
}

// fromHTTP words what Echo itself refuses: unknown paths, methods, sizes.
func fromHTTP(err *echo.HTTPError, language string) Document {
	code, known := map[int]string{
		http.StatusNotFound:              fault.ErrNotFound.Code,
		http.StatusMethodNotAllowed:      ErrMethod.Code,
		http.StatusRequestEntityTooLarge: ErrTooLarge.Code,
		http.StatusUnsupportedMediaType:  ErrMediaType.Code,
		http.StatusTooManyRequests:       fault.ErrTooMany.Code,
		http.StatusServiceUnavailable:    fault.ErrUnavailable.Code,
		http.StatusUnauthorized:          fault.ErrUnauthenticated.Code,
		http.StatusInternalServerError:   fault.ErrInternal.Code,
	}[err.Code]
	if !known {
		code = fault.ErrMalformed.Code
	}
	return document(err.Code, code, nil, language)
}

// Handler answers every error of the server. It logs what is our own fault
// once, with the request's id and nothing personal.
func Handler(log *slog.Logger, language func(context.Context) string) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		d := Of(err, language(c.Request().Context()))
		c.Set(codeKey, d.Code)
		d.RequestID = c.Response().Header().Get(echo.HeaderXRequestID)
		if d.Status >= 500 {
			log.ErrorContext(c.Request().Context(), "request failed", "requestId", d.RequestID,
				"method", c.Request().Method, "route", c.Path(), "status", d.Status, "error", err.Error())
		}
		send(c, d, retryAfter(err, d.Status))
	}
}

const codeKey = "cabas.problem"

// CodeOf is the code of the problem that a request was answered with; empty
// when it was answered with none.
func CodeOf(c echo.Context) string {
	code, _ := c.Get(codeKey).(string)
	return code
}

func send(c echo.Context, d Document, after time.Duration) {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "application/problem+json")
	h.Set(echo.HeaderCacheControl, "no-store")
	if after > 0 {
		h.Set(echo.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(after.Seconds()))))
	}
	c.Response().WriteHeader(d.Status)
	if c.Request().Method != http.MethodHead {
		_ = json.NewEncoder(c.Response()).Encode(d) // the caller has gone; nothing to tell
	}
}

// retryAfter gives every 429 and 503 a time to try again.
func retryAfter(err error, status int) time.Duration {
	var f *fault.Error
	if errors.As(err, &f) && f.RetryAfter > 0 {
		return f.RetryAfter
	}
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		return 2 * time.Second
	}
	return 0
}

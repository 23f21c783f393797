package traces

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// exporter sends spans by OTLP/HTTP in its JSON encoding
// (opentelemetry.io/docs/specs/otlp), which every collector reads.
type exporter struct {
	address string
	headers http.Header
	client  *http.Client
	failed  func(error)
}

func newExporter(address string, failed func(error)) (*exporter, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("traces: OTEL_EXPORTER_OTLP_ENDPOINT must be an address such as http://localhost:4318")
	}
	wait := 10 * time.Second
	if ms, err := strconv.Atoi(os.Getenv("OTEL_EXPORTER_OTLP_TIMEOUT")); err == nil && ms > 0 {
		wait = time.Duration(ms) * time.Millisecond
	}
	headers := http.Header{"Content-Type": {"application/json"}}
	for pair := range strings.SplitSeq(os.Getenv("OTEL_EXPORTER_OTLP_HEADERS"), ",") {
		name, value, ok := strings.Cut(pair, "=")
		if value, err = url.PathUnescape(strings.TrimSpace(value)); ok && err == nil {
			headers.Set(strings.TrimSpace(name), value)
		}
	}
	return &exporter{address, headers, &http.Client{Timeout: wait}, failed}, nil
}

// The shapes of OTLP's JSON: identifiers in hexadecimal, nanoseconds as text.
type (
	value struct {
		Text *string `json:"stringValue,omitempty"`
		Int  *string `json:"intValue,omitempty"`
	}
	pair struct {
		Key   string `json:"key"`
		Value value  `json:"value"`
	}
	span struct {
		TraceID    string         `json:"traceId"`
		SpanID     string         `json:"spanId"`
		Parent     string         `json:"parentSpanId,omitempty"`
		Name       string         `json:"name"`
		Kind       int            `json:"kind"`
		Start      string         `json:"startTimeUnixNano"`
		End        string         `json:"endTimeUnixNano"`
		Attributes []pair         `json:"attributes"`
		Status     map[string]int `json:"status"`
	}
	scoped struct {
		Scope map[string]string `json:"scope"`
		Spans []span            `json:"spans"`
	}
	batch struct {
		Resource map[string][]pair `json:"resource"`
		Scopes   []scoped          `json:"scopeSpans"`
	}
)

// ExportSpans implements sdk.SpanExporter. What cannot be delivered is dropped:
// nothing waits for a collector.
func (e *exporter) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	if len(spans) == 0 {
		return nil
	}
	out := scoped{Scope: map[string]string{"name": "cabas"}, Spans: make([]span, len(spans))}
	for i, s := range spans {
		out.Spans[i] = span{
			TraceID: s.SpanContext().TraceID().String(), SpanID: s.SpanContext().SpanID().String(), Name: s.Name(), Kind: int(s.SpanKind()),
			Start: nanoseconds(s.StartTime()), End: nanoseconds(s.EndTime()), Attributes: pairs(s.Attributes()), Status: map[string]int{},
		}
		if s.Parent().IsValid() {
			out.Spans[i].Parent = s.Parent().SpanID().String()
		}
		if s.Status().Code.String() == "Error" {
			out.Spans[i].Status["code"] = 2
		}
	}
	body, err := json.Marshal(map[string][]batch{"resourceSpans": {{Resource: map[string][]pair{"attributes": pairs(spans[0].Resource().Attributes())}, Scopes: []scoped{out}}}})
	if err == nil {
		err = e.send(ctx, body)
	}
	if err != nil {
		e.failed(err)
	}
	return nil
}

func (e *exporter) send(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header = e.headers.Clone()
	res, err := e.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, 64<<10)) // so that the connection is used again
	if res.StatusCode >= 300 {
		return fmt.Errorf("traces: the collector answered %s", res.Status)
	}
	return nil
}

// Shutdown implements sdk.SpanExporter.
func (e *exporter) Shutdown(context.Context) error {
	e.client.CloseIdleConnections()
	return nil
}

func nanoseconds(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

func pairs(attributes []attribute.KeyValue) []pair {
	out := make([]pair, len(attributes))
	for i, a := range attributes {
		text := a.Value.String()
		out[i] = pair{Key: string(a.Key), Value: value{Text: &text}}
		if a.Value.Type() == attribute.INT64 {
			out[i].Value = value{Int: &text}
		}
	}
	return out
}

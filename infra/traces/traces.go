// Package traces tells a collector of OpenTelemetry how requests, statements and
// mails went, where the standard variables name one; otherwise it is nothing.
// Spans name routes, statements without their values and kinds of letters, and
// nobody: no address, identifier, path or error text goes into them.
package traces

import (
	"context"
	"os"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Traces follows what one server does.
type Traces struct {
	provider *sdk.TracerProvider
	tracer   trace.Tracer
}

// FromEnvironment follows what happens when OTEL_EXPORTER_OTLP_ENDPOINT or
// OTEL_EXPORTER_OTLP_TRACES_ENDPOINT names a collector and OTEL_SDK_DISABLED
// does not say true; it is nil otherwise. failed is told when spans cannot be
// delivered. The sampler and the batches follow OTEL_TRACES_SAMPLER and
// OTEL_BSP_…
func FromEnvironment(version string, failed func(error)) (*Traces, error) {
	address := endpoint()
	if address == "" || strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") {
		return nil, nil
	}
	out, err := newExporter(address, failed)
	if err != nil {
		return nil, err
	}
	name := os.Getenv("OTEL_SERVICE_NAME")
	if name == "" {
		name = "cabas"
	}
	who := resource.NewSchemaless(attribute.String("service.name", name), attribute.String("service.version", version))
	provider := sdk.NewTracerProvider(sdk.WithBatcher(out), sdk.WithResource(who))
	return &Traces{provider, provider.Tracer("cabas")}, nil
}

// Request begins the span of a request; end is told its route, as a pattern,
// and its answer. Spans of strangers are never continued: they could make us
// keep what we would not.
func (t *Traces) Request(ctx context.Context, method string) (_ context.Context, end func(route string, status int)) {
	ctx, span := t.tracer.Start(ctx, method, trace.WithNewRoot(), trace.WithSpanKind(trace.SpanKindServer), trace.WithAttributes(attribute.String("http.request.method", method)))
	return ctx, func(route string, status int) {
		span.SetName(method + " " + route)
		span.SetAttributes(attribute.String("http.route", route), attribute.Int("http.response.status_code", status))
		if status >= 500 {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

// Statement tells of a statement that ran within a request or a mail, with
// marks in the place of its values; those of background work are left out.
func (t *Traces) Statement(ctx context.Context, system, text string, began time.Time, failed bool) {
	if !trace.SpanFromContext(ctx).IsRecording() {
		return
	}
	verb, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	verb = strings.ToUpper(strings.TrimSpace(verb))
	_, span := t.tracer.Start(ctx, verb, trace.WithTimestamp(began), trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("db.system.name", system), attribute.String("db.operation.name", verb), attribute.String("db.query.text", text)))
	if failed {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}

// Mail begins the span of a mail that is handed to the mail server.
func (t *Traces) Mail(ctx context.Context, kind string) (_ context.Context, end func(failed bool)) {
	ctx, span := t.tracer.Start(ctx, "send "+kind, trace.WithNewRoot(), trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(attribute.String("cabas.mail.kind", kind)))
	return ctx, func(failed bool) {
		if failed {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

// Stop delivers what is left.
func (t *Traces) Stop(ctx context.Context) error { return t.provider.Shutdown(ctx) }

func endpoint() string {
	if own := os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"); own != "" {
		return own
	}
	if shared := os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"); shared != "" {
		return strings.TrimRight(shared, "/") + "/v1/traces"
	}
	return ""
}

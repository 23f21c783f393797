// Package metrics keeps the figures that the keeper of a server watches, in the
// form that Prometheus reads, and serves them with the profiles of the Go
// runtime. Labels are names of the program (routes, statuses, codes), never
// anything personal. It may import the Prometheus client.
package metrics

import (
	"context"
	"database/sql"
	"net/http"
	"net/http/pprof"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Meter counts what is served; it implements mid.Meter of the front door.
type Meter struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	problems *prometheus.CounterVec
	serving  prometheus.Gauge
}

// New makes a meter with the figures of the Go runtime and of the process.
func New(version, engine string) *Meter {
	m := &Meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "cabas_request_seconds", Help: "Time that requests took, by method, route and status.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"method", "route", "status"}),
		problems: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "cabas_problems_total", Help: "Problems answered, by code: catalog.out_of_stock is a stock conflict.",
		}, []string{"code"}),
		serving: prometheus.NewGauge(prometheus.GaugeOpts{Name: "cabas_requests_under_way", Help: "Requests being dealt with."}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "cabas_build_info", Help: "Always 1; its labels say what runs.",
		ConstLabels: prometheus.Labels{"version": version, "engine": engine}})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.problems, m.serving, build, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, code := range []string{"catalog.out_of_stock", "fulfilment.slot_full", "checkout.quote_changed", "service.unavailable", "rate.limited", "internal",
		"account.sign_in_refused", "account.password_wrong", "account.code_wrong", "account.passkey_refused", "account.passkey_needed", "checkout.code_wrong",
		"order.wrong_code", "order.code_locked", "checkout.too_many_open_orders"} {
		m.problems.WithLabelValues(code) // there from the start, so that a rise is seen
	}
	return m
}

// Served notes one answer.
func (m *Meter) Served(method, route string, status int, took time.Duration) {
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}

// Refused notes the code of a problem.
func (m *Meter) Refused(code string) { m.problems.WithLabelValues(code).Inc() }

// Serving notes that one more request, or one less, is under way.
func (m *Meter) Serving(change int) { m.serving.Add(float64(change)) }

// Figure is one figure that is asked for when somebody looks.
type Figure struct {
	Name, Help string
	Value      float64
}

// Watch adds figures that are asked for at each look, and the connections of
// the database. When asking fails, cabas_database_up is 0 and they are left out.
func (m *Meter) Watch(figures func(ctx context.Context) ([]Figure, error), pools func() map[string]sql.DBStats) {
	m.registry.MustRegister(&watched{figures, pools})
}

// Handler serves /metrics and /debug/pprof.
func (m *Meter) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Timeout: 5 * time.Second}))
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}

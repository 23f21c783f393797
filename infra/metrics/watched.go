package metrics

import (
	"context"
	"database/sql"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// watched asks for figures when somebody looks.
type watched struct {
	figures func(ctx context.Context) ([]Figure, error)
	pools   func() map[string]sql.DBStats
}

var (
	up          = prometheus.NewDesc("cabas_database_up", "Whether the database answers.", nil, nil)
	connections = prometheus.NewDesc("cabas_database_connections", "Connections to the database, by pool and state.", []string{"pool", "state"}, nil)
	waits       = prometheus.NewDesc("cabas_database_waits_total", "How often a connection had to be waited for.", []string{"pool"}, nil)
	waited      = prometheus.NewDesc("cabas_database_waited_seconds_total", "How long connections were waited for.", []string{"pool"}, nil)
)

// Describe implements prometheus.Collector; figures describe themselves.
func (w *watched) Describe(out chan<- *prometheus.Desc) { out <- up }

// Collect implements prometheus.Collector.
func (w *watched) Collect(out chan<- prometheus.Metric) {
	for pool, s := range w.pools() {
		out <- prometheus.MustNewConstMetric(connections, prometheus.GaugeValue, float64(s.InUse), pool, "in use")
		out <- prometheus.MustNewConstMetric(connections, prometheus.GaugeValue, float64(s.Idle), pool, "idle")
		out <- prometheus.MustNewConstMetric(connections, prometheus.GaugeValue, float64(s.MaxOpenConnections), pool, "allowed")
		out <- prometheus.MustNewConstMetric(waits, prometheus.CounterValue, float64(s.WaitCount), pool)
		out <- prometheus.MustNewConstMetric(waited, prometheus.CounterValue, s.WaitDuration.Seconds(), pool)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	figures, err := w.figures(ctx)
	answers := 1.0
	if err != nil {
		answers = 0
	}
	out <- prometheus.MustNewConstMetric(up, prometheus.GaugeValue, answers)
	for _, f := range figures {
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(f.Name, f.Help, nil, nil), prometheus.GaugeValue, f.Value)
	}
}

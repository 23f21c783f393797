package db

import (
	"context"
	"sync"
	"time"

	"gorm.io/gorm/logger"
)

// Trace gathers the statements run under a context, so that tests can count
// them and ask each engine for its plan.
type Trace struct {
	mu         sync.Mutex
	statements []string
}

type traceKey struct{}

// WithTrace returns a context whose statements are gathered.
func WithTrace(ctx context.Context) (context.Context, *Trace) {
	t := &Trace{}
	return context.WithValue(ctx, traceKey{}, t), t
}

// Statements lists the statements run so far, values filled in.
func (t *Trace) Statements() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.statements...)
}

// tracer is GORM's logger: it gathers for traces and says nothing otherwise;
// errors are logged once, at the front door. Values never reach a log.
type tracer struct{}

func (tracer) LogMode(logger.LogLevel) logger.Interface      { return tracer{} }
func (tracer) Info(context.Context, string, ...interface{})  {}
func (tracer) Warn(context.Context, string, ...interface{})  {}
func (tracer) Error(context.Context, string, ...interface{}) {}

func (tracer) Trace(ctx context.Context, _ time.Time, fc func() (string, int64), _ error) {
	t, ok := ctx.Value(traceKey{}).(*Trace)
	if !ok {
		return
	}
	sql, _ := fc()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.statements = append(t.statements, sql)
}

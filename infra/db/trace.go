package db

import (
	"context"
	"sync"
	"sync/atomic"
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

type wholeKey struct{}

// whole marks what reads tables from end to end on purpose, for which no index is
// asked: copies of everything, and the doctor's look at the books.
func whole(ctx context.Context) context.Context { return context.WithValue(ctx, wholeKey{}, true) }

// Hear has every statement told from now on, values filled in, whoever runs it,
// but for those that read tables from end to end on purpose: tests ask each engine
// for its plan.
func (d *DB) Hear(f func(statement string)) { d.ear.Store(&f) }

// tracer is GORM's logger: it gathers for traces, tells whoever hears, and says
// nothing otherwise; errors are logged once, at the front door. Values never reach
// a log.
type tracer struct{ ear *atomic.Pointer[func(string)] }

func (t tracer) LogMode(logger.LogLevel) logger.Interface    { return t }
func (tracer) Info(context.Context, string, ...interface{})  {}
func (tracer) Warn(context.Context, string, ...interface{})  {}
func (tracer) Error(context.Context, string, ...interface{}) {}

func (t tracer) Trace(ctx context.Context, _ time.Time, fc func() (string, int64), _ error) {
	trace, ok := ctx.Value(traceKey{}).(*Trace)
	ear := t.ear.Load()
	if !ok && ear == nil {
		return
	}
	sql, _ := fc()
	if ear != nil && ctx.Value(wholeKey{}) == nil {
		(*ear)(sql)
	}
	if !ok {
		return
	}
	trace.mu.Lock()
	defer trace.mu.Unlock()
	trace.statements = append(trace.statements, sql)
}

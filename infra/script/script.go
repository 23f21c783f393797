// Package script draws pages with the web app's own components, run in an
// interpreter of JavaScript where there is no browser (ADR 0030). The script
// sees nothing but what it is asked to draw and a clock: no network, no files.
// It knows nothing of shops; it may import the interpreter.
package script

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dop251/goja"

	"cabas/domain/kernel/clock"
)

const (
	// actors is how many pages are drawn at a time; each holds some 2 MB once
	// it is ready.
	actors = 2
	// patience is how long one page may take to draw: a hundred times what it
	// does.
	patience = 3 * time.Second
)

// ErrScript says that the script failed, or took too long.
var ErrScript = errors.New("script: the page was not drawn")

// Stage draws pages. It is safe for concurrent use; nothing is read or run
// before the first page is asked for.
type Stage struct {
	program func() (*goja.Program, error)
	clock   clock.Clock
	idle    chan *actor
}

// actor is one interpreter, used by one drawing at a time.
type actor struct {
	vm   *goja.Runtime
	draw goja.Callable
}

// New makes a stage for a script that defines draw(text): given a page in JSON,
// it answers {"head", "body"} in JSON. Times are those of the clock; no zone
// is known but the machine's.
func New(source string, c clock.Clock) *Stage {
	s := &Stage{clock: c, idle: make(chan *actor, actors)}
	s.program = sync.OnceValues(func() (*goja.Program, error) { return goja.Compile("render.js", source, false) })
	for range actors {
		s.idle <- nil
	}
	return s
}

// Draw draws one page, once an interpreter is free; it gives up with ctx.
func (s *Stage) Draw(ctx context.Context, asked []byte) (head, body string, err error) {
	var a *actor
	select {
	case a = <-s.idle:
	case <-ctx.Done():
		return "", "", ctx.Err()
	}
	defer func() {
		if err != nil {
			a = nil // whatever state it is in, nobody uses it again
		}
		s.idle <- a
	}()
	if a == nil {
		if a, err = s.enter(); err != nil {
			return "", "", err
		}
	}
	stop := time.AfterFunc(patience, func() { a.vm.Interrupt("too long") })
	defer stop.Stop()
	said, err := a.draw(goja.Undefined(), a.vm.ToValue(string(asked)))
	if err != nil {
		return "", "", fmt.Errorf("%w: %w", ErrScript, err)
	}
	var drawn struct{ Head, Body string }
	if err := json.Unmarshal([]byte(said.String()), &drawn); err != nil {
		return "", "", fmt.Errorf("%w: %w", ErrScript, err)
	}
	return drawn.Head, drawn.Body, nil
}

// enter prepares an interpreter.
func (s *Stage) enter() (*actor, error) {
	program, err := s.program()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrScript, err)
	}
	vm := goja.New()
	vm.SetTimeSource(s.clock.Now)
	if _, err := vm.RunProgram(program); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrScript, err)
	}
	draw, ok := goja.AssertFunction(vm.Get("draw"))
	if !ok {
		return nil, fmt.Errorf("%w: it defines no draw", ErrScript)
	}
	return &actor{vm, draw}, nil
}

package media

import (
	"context"
	"io"
	"sync"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Queue bounds what uploads may take of the server: how many are developed at
// once, how many bodies are held in memory meanwhile, and how many of those are
// one person's, whose slow line must not keep all others waiting.
type Queue struct {
	places, benches chan struct{}

	mu   sync.Mutex
	held map[ident.ID]int
}

// NewQueue makes a queue with room for so many at work and so many waiting.
func NewQueue(working, waiting int) *Queue {
	return &Queue{places: make(chan struct{}, working+waiting), benches: make(chan struct{}, working), held: map[ident.ID]int{}}
}

const (
	// again is when an upload that found no place may try again.
	again = 5 * time.Second
	// each is how many places one person may hold at a time.
	each = 2
)

// enter takes a place for somebody, for as long as the upload is in memory. It
// answers at once fault.ErrTooMany when they hold as many as one may, ErrBusy
// when there is none.
func (q *Queue) enter(who ident.ID) (leave func(), err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[who] >= each {
		return nil, fault.ErrTooMany.After(again)
	}
	select {
	case q.places <- struct{}{}:
		q.held[who]++
		return func() { q.leave(who) }, nil
	default:
		return nil, ErrBusy.After(again)
	}
}

func (q *Queue) leave(who ident.ID) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.held[who]--; q.held[who] == 0 {
		delete(q.held, who)
	}
	<-q.places
}

// develop waits for a bench and works at it.
func (q *Queue) develop(ctx context.Context, s Studio, upload []byte) (Developed, error) {
	select {
	case q.benches <- struct{}{}:
		defer func() { <-q.benches }()
		return s.Develop(ctx, upload)
	case <-ctx.Done():
		return Developed{}, ErrBusy.Because(ctx.Err()).After(again)
	}
}

// read takes an upload in. What is longer than MaxBytes is cut off there, and
// then found damaged; the front door refuses it before.
func read(body io.Reader) ([]byte, error) {
	return io.ReadAll(io.LimitReader(body, MaxBytes))
}

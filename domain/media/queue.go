package media

import (
	"context"
	"io"
	"time"
)

// Queue bounds what uploads may take of the server: how many are developed at
// once, and how many bodies are held in memory meanwhile.
type Queue struct{ places, benches chan struct{} }

// NewQueue makes a queue with room for so many at work and so many waiting.
func NewQueue(working, waiting int) *Queue {
	return &Queue{places: make(chan struct{}, working+waiting), benches: make(chan struct{}, working)}
}

// again is when an upload that found no place may try again.
const again = 5 * time.Second

// enter takes a place, for as long as the upload is in memory; ErrBusy at once
// when there is none.
func (q *Queue) enter() (leave func(), err error) {
	select {
	case q.places <- struct{}{}:
		return func() { <-q.places }, nil
	default:
		return nil, ErrBusy.After(again)
	}
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

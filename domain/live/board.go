package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
)

// Options tune a board; zero values take the defaults.
type Options struct {
	// Each bounds the streams of one session or basket (5); the next one ends
	// the oldest, for a phone that lost its network cannot close its own.
	Each int
	// Person bounds the streams of one account, on however many devices (20); the
	// next one ends the oldest, so that nobody takes the places of a whole town.
	Person int
	// All bounds the streams of this server (1000).
	All int
	// Replay is how far behind a reader may resume, in positions (5000).
	Replay int64
	// Poll is how often the board looks for facts when nobody wakes it (1 s).
	Poll time.Duration
	// Guard is how often it looks whether those who watch still may (400 ms).
	Guard time.Duration
	// Beat is how long a stream stays silent (15 s).
	Beat time.Duration
}

func (o Options) filled() Options {
	o.Each, o.Person, o.All, o.Replay = usual(o.Each, 5), usual(o.Person, 20), usual(o.All, 1000), usual(o.Replay, 5000)
	o.Poll, o.Guard, o.Beat = usual(o.Poll, time.Second), usual(o.Guard, 400*time.Millisecond), usual(o.Beat, 15*time.Second)
	return o
}

func usual[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// Board hands what happens to the streams of this server. It reads each fact
// once however many watch, and nothing while nobody does.
type Board struct {
	facts  fact.Tail
	rights Rights
	clock  clock.Clock
	log    *slog.Logger
	opt    Options
	poked  chan struct{}

	mu      sync.Mutex
	streams []*Stream // the oldest first
	closed  chan struct{}
}

// NewBoard makes a board; it tells nothing before Run.
func NewBoard(facts fact.Tail, rights Rights, c clock.Clock, log *slog.Logger, opt Options) *Board {
	return &Board{facts: facts, rights: rights, clock: c, log: log, opt: opt.filled(),
		poked: make(chan struct{}, 1), closed: make(chan struct{})}
}

// Poke has the board look at once; it never blocks. Call it when facts were
// given positions, on this server or another.
func (b *Board) Poke() {
	select {
	case b.poked <- struct{}{}:
	default: // it is about to look
	}
}

// Close ends every stream and refuses new ones: the server is stopping.
func (b *Board) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-b.closed:
		return
	default:
	}
	close(b.closed)
	for _, s := range b.streams {
		s.stop(Shutdown)
	}
}

// join opens a stream that resumes after the position, or begins now where it
// is unknown. It answers fault.ErrUnavailable when the server is full, stops, or
// cannot read its database.
func (b *Board) join(ctx context.Context, w watch, after int64) (*Stream, error) {
	s := &Stream{board: b, watch: w, from: after, anchored: make(chan struct{}), news: make(chan struct{}, 1)}
	if !b.enter(s) {
		return nil, fault.ErrUnavailable.After(5 * time.Second)
	}
	b.Poke()
	patience := time.NewTimer(5 * time.Second)
	defer patience.Stop()
	select {
	case <-s.anchored:
		return s, nil
	case <-ctx.Done():
	case <-b.closed:
	case <-patience.C:
	}
	s.Close()
	return nil, fault.ErrUnavailable.After(2 * time.Second)
}

func (b *Board) enter(s *Stream) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case <-b.closed:
		return false
	default:
	}
	b.makeRoom(b.opt.Each, func(w watch) bool { return w.key() == s.watch.key() })
	if who := s.watch.actor.Account; who != "" {
		b.makeRoom(b.opt.Person, func(w watch) bool { return w.actor.Account == who })
	}
	if len(b.streams) >= b.opt.All {
		return false
	}
	b.streams = append(b.streams, s)
	return true
}

// makeRoom ends the oldest of the streams that are alike, until there is room for
// one more among most.
func (b *Board) makeRoom(most int, alike func(watch) bool) {
	var before []*Stream
	for _, other := range b.streams {
		if alike(other.watch) {
			before = append(before, other)
		}
	}
	for ; len(before) >= most; before = before[1:] {
		before[0].stop(Replaced)
		b.drop(before[0])
	}
}

func (b *Board) leave(s *Stream) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop(s)
}

func (b *Board) drop(s *Stream) {
	for i, other := range b.streams {
		if other == s {
			b.streams = append(b.streams[:i:i], b.streams[i+1:]...)
			return
		}
	}
}

// now gives the streams of this moment.
func (b *Board) now() []*Stream {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]*Stream(nil), b.streams...)
}

// watchers gives the sessions and the staff among the streams.
func watchers(streams []*Stream) (sessions, staff []ident.ID) {
	for _, s := range streams {
		if s.watch.actor.SignedIn() {
			sessions = append(sessions, s.watch.actor.Session)
		}
		if s.watch.staff {
			staff = append(staff, s.watch.actor.Account)
		}
	}
	return sessions, staff
}

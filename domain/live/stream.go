package live

import (
	"context"
	"sync"
	"time"

	"cabas/domain/kernel/fact"
)

const (
	// most is how many messages may wait for a reader before it is too slow.
	most = 1000
	// page is how many facts are read at once.
	page = 500
)

// Stream is what one reader is told, in order of position, nothing twice. Next
// and Close are for its reader alone.
type Stream struct {
	board *Board
	watch watch

	// anchored is closed when the board has begun to hand facts to the stream:
	// those after anchor. What was before, the stream reads by itself.
	anchored chan struct{}
	anchor   int64

	// Of the reader alone.
	from    int64 // the position presented, or unknown
	last    int64 // up to here it was told
	read    int64 // up to here the past was read
	replays []Message
	began   bool
	ended   bool

	mu    sync.Mutex
	queue []Message
	seen  int64 // everything up to here was handed over
	over  Reason
	news  chan struct{}
}

// Next waits for the next message: first Open, last End. It answers false after
// End, or when ctx is over.
func (s *Stream) Next(ctx context.Context) (Message, bool) {
	switch why := s.why(); {
	case s.ended || ctx.Err() != nil:
		return Message{}, false
	case why != "":
		return s.end(why), true
	case !s.began:
		return s.begin(), true
	}
	m, found, err := s.replay(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
		return Message{}, false
	case err != nil:
		return s.end(Trouble), true
	case found:
		return m, true
	}
	return s.follow(ctx)
}

func (s *Stream) begin() Message {
	s.began = true
	resumed := s.from != unknown && s.from <= s.anchor && s.anchor-s.from <= s.board.opt.Replay
	if s.last = s.anchor; resumed {
		s.last = s.from
	}
	s.read = s.last
	return Message{Type: Open, Position: s.last, Resumed: resumed}
}

func (s *Stream) end(why Reason) Message {
	s.ended = true
	return Message{Type: End, Position: s.last, Reason: why}
}

// replay gives the next message of the past, up to the anchor.
func (s *Stream) replay(ctx context.Context) (Message, bool, error) {
	for len(s.replays) == 0 {
		if s.last = max(s.last, s.read); s.read >= s.anchor {
			return Message{}, false, nil
		}
		facts, err := s.board.facts.Since(ctx, s.read, page)
		if err != nil {
			return Message{}, false, err
		}
		s.read = s.anchor
		for _, f := range facts {
			if f.Position > s.anchor {
				break
			}
			if m, told := s.watch.tells(f); told {
				s.replays = append(s.replays, m)
			}
		}
		if len(facts) == page {
			s.read = min(s.anchor, facts[page-1].Position)
		}
	}
	m := s.replays[0]
	s.replays, s.last = s.replays[1:], m.Position
	return m, true, nil
}

// follow waits for what the board hands over.
func (s *Stream) follow(ctx context.Context) (Message, bool) {
	beat := time.NewTimer(s.board.opt.Beat)
	defer beat.Stop()
	for {
		m, found := s.take(false)
		if found {
			return m, true
		}
		select {
		case <-ctx.Done():
			return Message{}, false
		case <-s.news:
		case <-beat.C:
			return s.take(true)
		}
	}
}

// take gives the next message that waits, if one does; or else, if asked for, a
// beat.
func (s *Stream) take(beat bool) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.over != "":
		return s.end(s.over), true
	case len(s.queue) > 0:
		m := s.queue[0]
		s.queue, s.last = s.queue[1:], m.Position
		return m, true
	case beat:
		s.last = max(s.last, s.seen)
		return Message{Type: Beat, Position: s.last}, true
	}
	return Message{}, false
}

// hand gives the stream its part of the facts, the last of which is at.
func (s *Stream) hand(facts []fact.Fact, at int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range facts {
		if m, told := s.watch.tells(f); told {
			s.queue = append(s.queue, m)
		}
	}
	if s.seen = at; len(s.queue) > most && s.over == "" {
		s.over, s.queue = Slow, nil
	}
	s.wake()
}

// stop ends the stream at its next message.
func (s *Stream) stop(why Reason) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over == "" {
		s.over, s.queue = why, nil
	}
	s.wake()
}

func (s *Stream) wake() {
	select {
	case s.news <- struct{}{}:
	default: // it will look
	}
}

func (s *Stream) why() Reason {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.over
}

// Close gives the stream's place back; its reader calls it when done.
func (s *Stream) Close() { s.board.leave(s) }

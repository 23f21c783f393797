package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"sync"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fact"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/shop"
)

var noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// town is facts and rights in memory.
type town struct {
	mu    sync.Mutex
	facts []fact.Fact
	gone  map[ident.ID]bool // sessions
	shops map[ident.ID][]ident.ID
	fails error
}

func (h *town) Last(context.Context) (int64, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return int64(len(h.facts)), h.fails
}

func (h *town) Since(_ context.Context, at int64, limit int) ([]fact.Fact, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	rest := h.facts[min(at, int64(len(h.facts))):]
	return rest[:min(limit, len(rest))], h.fails
}

func (h *town) Alive(_ context.Context, sessions []ident.ID, _ time.Time) (map[ident.ID]bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	alive := map[ident.ID]bool{}
	for _, id := range sessions {
		alive[id] = !h.gone[id]
	}
	return alive, h.fails
}

func (h *town) ShopsOf(context.Context, []ident.ID) (map[ident.ID][]ident.ID, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return maps.Clone(h.shops), h.fails
}

// happens notes facts of one order of shop one.
func (h *town) happens(kinds ...string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range kinds {
		f := fact.New(k, "ord_1", noon, map[string]ident.ID{"shop": "shp_1", "checkout": "chk_1", "account": "acc_2"})
		f.Position = int64(len(h.facts) + 1)
		h.facts = append(h.facts, f)
	}
}

func (h *town) change(f func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	f()
}

var paul = account.Actor{Account: "acc_1", Session: "ses_1", Until: noon.Add(account.AccessLife)}

// open runs a board in the town, where Paul works in shop one.
func open(t *testing.T, opt Options) (*town, *Board, *Service) {
	h := &town{gone: map[ident.ID]bool{}, shops: map[ident.ID][]ident.ID{"acc_1": {"shp_1"}}}
	opt.Guard = usual(opt.Guard, 5*time.Millisecond)
	clk := clock.NewManual(noon)
	b := NewBoard(h, h, clk, slog.New(slog.NewTextHandler(io.Discard, nil)), opt)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); b.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	return h, b, NewService(b, nil, h, clk)
}

func next(t *testing.T, s *Stream, want Type) Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	m, more := s.Next(ctx)
	if !more || m.Type != want {
		t.Fatalf("got %+v, %v, want %s", m, more, want)
	}
	return m
}

func join(t *testing.T, s *Service, after *int64) (*Stream, Message) {
	t.Helper()
	stream, err := s.Mine(t.Context(), paul, after)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stream.Close)
	return stream, next(t, stream, Open)
}

func TestWhoIsToldOfWhat(t *testing.T) {
	inShop := watch{shops: []ident.ID{"shp_1"}}
	for name, c := range map[string]struct {
		w    watch
		kind string
		want bool
	}{
		"the shop of its order":            {inShop, order.FactPlaced, true},
		"another shop":                     {watch{shops: []ident.ID{"shp_2"}}, order.FactPlaced, false},
		"the shop of another order":        {watch{shops: []ident.ID{"shp_1"}, only: "ord_2"}, order.FactPlaced, false},
		"the shop of its one order":        {watch{shops: []ident.ID{"shp_1"}, only: "ord_1"}, order.FactPlaced, true},
		"the customer":                     {watch{account: "acc_2"}, order.FactReady, true},
		"another customer":                 {watch{account: "acc_3"}, order.FactReady, false},
		"the guest":                        {watch{checkout: "chk_1"}, order.FactReady, true},
		"another guest":                    {watch{checkout: "chk_2"}, order.FactReady, false},
		"nobody":                           {watch{}, order.FactReady, false},
		"the shop of what it never saw":    {inShop, order.FactLapsed, false},
		"the guest of what lapsed":         {watch{checkout: "chk_1"}, order.FactLapsed, true},
		"the shop of its delay":            {inShop, order.FactReminder, true},
		"the customer of the shop's delay": {watch{account: "acc_2"}, order.FactReminder, false},
		"what is not about orders":         {inShop, shop.Changed, false},
	} {
		h := &town{}
		h.happens(c.kind)
		if _, told := c.w.tells(h.facts[0]); told != c.want {
			t.Errorf("%s: told %v", name, told)
		}
	}
}

func TestAReaderResumesFromAnyPosition(t *testing.T) {
	h, b, s := open(t, Options{Replay: 1500})
	for range 600 {
		h.happens(order.FactPlaced, shop.Changed)
	}
	for _, from := range []int64{0, 1, 2, 499, 500, 501, 1199, 1200} {
		stream, m := join(t, s, &from)
		if !m.Resumed || m.Position != from {
			t.Fatalf("from %d: %+v", from, m)
		}
		for want := from + 1; want <= 1200; want++ {
			if want%2 == 1 {
				if at := next(t, stream, Order).Position; at != want {
					t.Fatalf("from %d: got %d, want %d", from, at, want)
				}
			}
		}
		stream.Close()
	}
	stream, _ := join(t, s, nil)
	h.happens(order.FactReady)
	b.Poke()
	if m := next(t, stream, Order); m.Kind != "ready" || m.State != order.Ready || m.Order != "ord_1" || m.Shop != "shp_1" || m.Position != 1201 {
		t.Errorf("told %+v", m)
	}
	for range 400 {
		h.happens(order.FactPlaced)
	}
	for name, from := range map[string]int64{"too far back": 1, "to come": 5000} {
		if _, m := join(t, s, &from); m.Resumed || m.Position != 1601 {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestABeatMovesThePositionOn(t *testing.T) {
	h, b, s := open(t, Options{Beat: 20 * time.Millisecond})
	stream, _ := join(t, s, nil)
	h.happens(shop.Changed, shop.Changed)
	b.Poke()
	for range 3000 { // a minute of beats
		if m := next(t, stream, Beat); m.Position == 2 {
			return
		}
	}
	t.Error("the position stood still")
}

func TestAStreamEndsOnce(t *testing.T) {
	for why, act := range map[Reason]func(h *town, b *Board, s *Service){
		Session:  func(h *town, _ *Board, _ *Service) { h.change(func() { h.gone["ses_1"] = true }) },
		Changed:  func(h *town, _ *Board, _ *Service) { h.change(func() { h.shops = nil }) },
		Token:    func(_ *town, b *Board, _ *Service) { b.clock.(*clock.Manual).Advance(account.AccessLife) },
		Shutdown: func(_ *town, b *Board, _ *Service) { b.Close() },
		Slow: func(h *town, b *Board, _ *Service) {
			for range most + 1 {
				h.happens(order.FactPlaced)
			}
			b.Poke()
			for b.now()[0].why() == "" {
				time.Sleep(time.Millisecond)
			}
		},
		Replaced: func(_ *town, _ *Board, s *Service) {
			for range 2 {
				_, _ = s.Mine(context.Background(), paul, nil)
			}
		},
	} {
		t.Run(string(why), func(t *testing.T) {
			h, b, s := open(t, Options{Each: 2})
			stream, _ := join(t, s, nil)
			act(h, b, s)
			if m := next(t, stream, End); m.Reason != why {
				t.Errorf("ended %+v", m)
			}
			if m, more := stream.Next(t.Context()); more {
				t.Errorf("after the end %+v", m)
			}
		})
	}
}

// Whoever signs in again and again has no more of the board for it.
func TestOnePersonCannotTakeEveryPlace(t *testing.T) {
	h, _, s := open(t, Options{Each: 2, Person: 3, All: 5})
	device := func(n int) account.Actor {
		return account.Actor{Account: "acc_1", Session: ident.ID(fmt.Sprint("ses_", n)), Until: paul.Until}
	}
	var streams []*Stream
	for n := range 6 {
		stream, err := s.Mine(t.Context(), device(n), nil)
		if err != nil {
			t.Fatalf("stream %d: %v", n, err)
		}
		t.Cleanup(stream.Close)
		streams = append(streams, stream)
	}
	for _, stream := range streams[:3] {
		if m := next(t, stream, End); m.Reason != Replaced {
			t.Errorf("ended %+v", m)
		}
	}
	for _, stream := range streams[3:] {
		next(t, stream, Open)
	}
	h.change(func() { h.shops["acc_9"] = nil })
	other := account.Actor{Account: "acc_9", Session: "ses_9", Until: paul.Until}
	if _, err := s.Mine(t.Context(), other, nil); err != nil {
		t.Errorf("somebody else finds no place: %v", err)
	}
}

// Who is removed is not told what happens later, however soon.
func TestTheRemovedHearNothingMore(t *testing.T) {
	h, b, s := open(t, Options{Guard: time.Hour})
	stream, _ := join(t, s, nil)
	h.change(func() { h.shops = nil })
	h.happens(shop.StaffRemoved, order.FactPlaced)
	b.Poke()
	if m := next(t, stream, End); m.Reason != Changed {
		t.Errorf("ended %+v", m)
	}
}

func TestAFullOrSickServerRefuses(t *testing.T) {
	h, b, s := open(t, Options{All: 1, Each: 9})
	stream, _ := join(t, s, nil)
	if _, err := s.Mine(t.Context(), paul, nil); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("one too many: %v", err)
	}
	stream.Close()
	if _, err := s.Mine(t.Context(), account.Actor{}, nil); !errors.Is(err, fault.ErrUnauthenticated) {
		t.Errorf("nobody: %v", err)
	}
	h.change(func() { h.fails = fault.ErrUnavailable })
	if _, err := s.Mine(t.Context(), paul, nil); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("a database that does not answer: %v", err)
	}
	h.change(func() { h.fails = nil })
	b.Close()
	if _, err := s.Mine(t.Context(), paul, nil); !errors.Is(err, fault.ErrUnavailable) {
		t.Errorf("a server that stops: %v", err)
	}
}

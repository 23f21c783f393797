package app_test

import (
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// bridge leads from a port to a socket that is a file.
type bridge struct {
	address string

	mu         sync.Mutex
	swallowing bool
	lost       []*atomic.Bool // one for each connection
}

// bridgeTo listens on a port for a socket.
func bridgeTo(t *testing.T, socket string) *bridge {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	b := &bridge{address: l.Addr().String()}
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", socket)
			if err != nil {
				near.Close()
				continue
			}
			lost := b.cross()
			go carry(near, far, lost)
			go carry(far, near, lost)
		}
	}()
	return b
}

// cross notes a connection.
func (b *bridge) cross() *atomic.Bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	lost := &atomic.Bool{}
	lost.Store(b.swallowing)
	b.lost = append(b.lost, lost)
	return lost
}

// swallow has everything disappear that is sent, as a network does between
// machines that do not reach one another. A connection that was there, or is
// made, never comes back.
func (b *bridge) swallow() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.swallowing = true
	for _, lost := range b.lost {
		lost.Store(true)
	}
}

// carry lets new connections through again.
func (b *bridge) carry() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.swallowing = false
}

// carry passes on what one side sends, unless the connection is lost: then
// nobody hears of anything more, nor of the end.
func carry(from, to net.Conn, lost *atomic.Bool) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if err == nil && !lost.Load() {
			_, err = to.Write(buffer[:n])
		}
		if err != nil {
			if from.Close(); !lost.Load() {
				to.Close()
			}
			return
		}
	}
}

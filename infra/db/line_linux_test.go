package db

import (
	"net"
	"testing"

	"golang.org/x/sys/unix"
)

// TestALineNoticesThatNobodyIsThere asks the kernel how long it waits for a
// machine that is silent. Nothing but a network that swallows everything shows
// more, and tests have none.
func TestALineNoticesThatNobodyIsThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	config, err := lineTo("postgres://cabas@" + l.Addr().String() + "/cabas")
	if err != nil {
		t.Fatal(err)
	}
	if config.ConnectTimeout != connecting {
		t.Errorf("a connection may take %s to be made", config.ConnectTimeout)
	}
	c, err := config.DialFunc(t.Context(), "tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	raw, err := c.(*net.TCPConn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	for option, want := range map[int]int{unix.TCP_USER_TIMEOUT: 10_000, unix.TCP_KEEPIDLE: 5, unix.TCP_KEEPINTVL: 1, unix.TCP_KEEPCNT: 5} {
		var is int
		var asked error
		if err := raw.Control(func(socket uintptr) { is, asked = unix.GetsockoptInt(int(socket), unix.IPPROTO_TCP, option) }); err != nil || asked != nil || is != want {
			t.Errorf("option %d is %d, want %d: %v, %v", option, is, want, err, asked)
		}
	}
	if own, err := lineTo("postgres://cabas@localhost/cabas?connect_timeout=30"); err != nil || own.ConnectTimeout.Seconds() != 30 {
		t.Errorf("the keeper's own patience is not kept: %v", err)
	}
	if _, err := lineTo("postgres://cabas:secret@[bad"); err == nil {
		t.Error("an address that is none was read")
	}
}

package db

import (
	"net"
	"time"

	"golang.org/x/sys/unix"
)

// giveUp bounds how long what was sent may stay unacknowledged (tcp(7),
// TCP_USER_TIMEOUT); the kernel's own patience is a quarter of an hour.
func giveUp(line *net.TCPConn, after time.Duration) error {
	raw, err := line.SyscallConn()
	if err != nil {
		return err
	}
	var refused error
	if err := raw.Control(func(socket uintptr) {
		refused = unix.SetsockoptInt(int(socket), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(after.Milliseconds()))
	}); err != nil {
		return err
	}
	return refused
}

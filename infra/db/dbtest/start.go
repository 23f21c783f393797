package dbtest

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Start runs a throwaway PostgreSQL that listens on a private socket only, in
// a temporary folder, and dies with this process or when stop is called. It
// answers the address of its maintenance database.
func Start() (stop func(), address string, err error) {
	bin, err := binaries()
	if err != nil {
		return nil, "", err
	}
	sweep()
	home, err := os.MkdirTemp("", fmt.Sprintf("cabaspg-%d-", os.Getpid()))
	if err != nil {
		return nil, "", err
	}
	attr, err := unprivileged(home)
	if err != nil {
		return nil, "", err
	}
	data := filepath.Join(home, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "cabas", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", "--no-instructions")
	initdb.SysProcAttr, initdb.Dir = attr, home
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, "", fmt.Errorf("initdb: %w: %s", err, out)
	}
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-k", home, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "logging_collector=off")
	server.SysProcAttr, server.Dir = attr, home
	ended, err := launch(server)
	if err != nil {
		return nil, "", err
	}
	stop = func() {
		_ = server.Process.Signal(syscall.SIGQUIT) // at once; nothing here is to be kept
		<-ended
		_ = os.RemoveAll(home)
	}
	if address, err = await(home); err != nil {
		stop()
	}
	return stop, address, err
}

// sweep removes what runs that were killed have left in the temporary folder.
func sweep() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), "cabaspg-*"))
	for _, dir := range left {
		pid, err := strconv.Atoi(strings.Split(filepath.Base(dir), "-")[1])
		if err == nil && errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			_ = os.RemoveAll(dir)
		}
	}
}

// launch starts the server from a thread that stays, because the kernel kills
// it when the thread that started it ends (Pdeathsig).
func launch(server *exec.Cmd) (ended <-chan struct{}, err error) {
	started, done := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		err := server.Start()
		started <- err
		if err == nil {
			_ = server.Wait()
		}
		close(done)
	}()
	return done, <-started
}

func await(home string) (string, error) {
	for range 800 {
		c, err := net.Dial("unix", filepath.Join(home, ".s.PGSQL.5432"))
		if err == nil {
			_ = c.Close()
			address := "postgres://cabas@/postgres?" + url.Values{"host": {home}}.Encode()
			if run(address, "SELECT 1") == nil {
				return address, nil
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	return "", errors.New("PostgreSQL did not start within twenty seconds")
}

// unprivileged makes the server run as "postgres" when we are root, for it
// refuses to run as root.
func unprivileged(home string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if os.Getuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(home, uid, gid)
}

// binaries finds the newest PostgreSQL of this machine.
func binaries() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		real, err := filepath.EvalSymlinks(path)
		return filepath.Dir(real), err
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err == nil && len(found) == 0 {
		err = fs.ErrNotExist
	}
	if err != nil {
		return "", fmt.Errorf("looking for initdb: %w", err)
	}
	sort.Slice(found, func(i, j int) bool { return len(found[i]) < len(found[j]) || found[i] < found[j] })
	return filepath.Dir(found[len(found)-1]), nil
}

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
	"syscall"
	"time"
)

// Start runs a throwaway PostgreSQL that listens on a private socket only, in
// a temporary folder, and dies with this process. It answers the address of
// its maintenance database.
func Start() (string, error) {
	bin, err := binaries()
	if err != nil {
		return "", err
	}
	home, err := os.MkdirTemp("", "cabaspg")
	if err != nil {
		return "", err
	}
	attr, err := unprivileged(home)
	if err != nil {
		return "", err
	}
	data := filepath.Join(home, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "cabas", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", "--no-instructions")
	initdb.SysProcAttr, initdb.Dir = attr, home
	if out, err := initdb.CombinedOutput(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, out)
	}
	server := exec.Command(filepath.Join(bin, "postgres"), "-D", data, "-k", home, "-c", "listen_addresses=",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "logging_collector=off")
	server.SysProcAttr, server.Dir = attr, home
	if err := launch(server, home); err != nil {
		return "", err
	}
	return await(home)
}

// launch starts the server from a thread that stays, because the kernel kills
// it when the thread that started it ends (Pdeathsig).
func launch(server *exec.Cmd, home string) error {
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		err := server.Start()
		started <- err
		if err == nil {
			_ = server.Wait()
			_ = os.RemoveAll(home)
		}
	}()
	return <-started
}

func await(home string) (string, error) {
	for range 200 {
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
	return "", errors.New("PostgreSQL did not start within five seconds")
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

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
	c, err := StartCluster()
	if err != nil {
		return nil, "", err
	}
	return c.Remove, c.URL, nil
}

// Cluster is a throwaway PostgreSQL that a test may harm.
type Cluster struct {
	// Home is its folder, with its socket and its data.
	Home string
	// URL is the address of its maintenance database.
	URL string

	server  func() *exec.Cmd
	running *exec.Cmd
	ended   <-chan struct{}
}

// StartCluster runs a PostgreSQL as Start does.
func StartCluster() (*Cluster, error) {
	bin, home, attr, err := place()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(home, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), append([]string{"-D", data}, asTests...)...)
	initdb.SysProcAttr, initdb.Dir = attr, home
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(home))
	}
	c := &Cluster{Home: home, server: func() *exec.Cmd {
		// In a container the memory that processes share may be tiny: files do instead.
		own := []string{"-D", data, "-k", home, "-c", "dynamic_shared_memory_type=mmap"}
		server := exec.Command(filepath.Join(bin, "postgres"), append(own, forTests...)...)
		server.SysProcAttr, server.Dir = attr, home
		return server
	}}
	return c, c.Begin()
}

// asTests is how databases of tests are made, and forTests how they are served:
// quickly, for nothing here is to be kept.
var (
	asTests  = []string{"-U", "cabas", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync", "--no-instructions"}
	forTests = []string{"-c", "listen_addresses=", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=500",
		"-c", "shared_buffers=64MB", "-c", "min_wal_size=64MB", "-c", "max_wal_size=256MB", "-c", "logging_collector=off"}
)

// place makes a folder for a PostgreSQL and finds who is to run it.
func place() (bin, home string, attr *syscall.SysProcAttr, err error) {
	if bin, err = binaries(); err != nil {
		return "", "", nil, err
	}
	sweep()
	if home, err = os.MkdirTemp("", fmt.Sprintf("cabaspg-%d-", os.Getpid())); err != nil {
		return "", "", nil, err
	}
	if attr, err = unprivileged(home); err != nil {
		err = errors.Join(err, os.RemoveAll(home))
	}
	return bin, home, attr, err
}

// Begin starts the server, again after Halt.
func (c *Cluster) Begin() (err error) {
	c.running = c.server()
	if c.ended, err = launch(c.running); err == nil {
		c.URL, err = await(c.Home, c.ended)
	}
	if err != nil {
		c.Remove()
	}
	return err
}

// Halt stops the server as its keeper does: transactions under way are undone,
// and whoever is connected is told. It waits until it has ended.
func (c *Cluster) Halt() {
	_ = c.running.Process.Signal(syscall.SIGINT)
	<-c.ended
}

// Remove stops the server at once and removes what it kept.
func (c *Cluster) Remove() {
	if c.running.Process != nil { // it was started
		_ = c.running.Process.Signal(syscall.SIGQUIT)
	}
	<-c.ended
	_ = os.RemoveAll(c.Home)
}

// Processes gives the server's main process and those that it started.
func (c *Cluster) Processes() (main int, others []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range stats {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		fields := strings.Fields(string(text[strings.LastIndex(string(text), ")")+1:]))
		if len(fields) > 1 && fields[1] == strconv.Itoa(c.running.Process.Pid) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			others = append(others, pid)
		}
	}
	return c.running.Process.Pid, others
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

func await(home string, ended <-chan struct{}) (string, error) {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(25 * time.Millisecond) {
		select {
		case <-ended:
			return "", errors.New("PostgreSQL ended as soon as it began")
		default:
		}
		c, err := net.Dial("unix", filepath.Join(home, ".s.PGSQL.5432"))
		if err == nil {
			_ = c.Close()
			address := "postgres://cabas@/postgres?" + url.Values{"host": {home}, "connect_timeout": {"60"}}.Encode()
			if run(address, "SELECT 1") == nil {
				return address, nil
			}
		}
	}
	return "", errors.New("PostgreSQL did not start within a minute")
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

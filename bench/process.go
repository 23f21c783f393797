package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// Aims for a server as a whole: it is ready within 300 ms on a database that
// exists, and holds less than 80 MB while nobody asks anything.
const (
	startAim = 300.0
	idleAim  = 80.0
)

// process measures the built program on an existing database: the time from
// its start until it says it is ready, and what it holds when idle.
func process(engine, url, folder string) error {
	if !wanted("start on an existing database") && !wanted("idle memory") {
		return nil
	}
	binary := filepath.Join(folder, "cabas")
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", binary, ".").CombinedOutput(); err != nil {
		return fmt.Errorf("building: %w: %s", err, out)
	}
	var starts, holds []float64
	for n := range 4 {
		ms, mb, err := startOnce(binary, url, filepath.Join(folder, "served"))
		if err != nil {
			return err
		}
		if n > 0 { // the first run makes the database
			starts, holds = append(starts, ms), append(holds, mb)
		}
	}
	start, hold := median(starts), median(holds)
	figure{"start on an existing database", engine, start, startAim, startAim / start, "ms", 1}.print()
	figure{"idle memory", engine, hold, idleAim, idleAim / hold, "MB", 1}.print()
	return nil
}

func startOnce(binary, url, data string) (ms, mb float64, err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, 0, err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return 0, 0, err
	}
	args := []string{"serve", "--addr", address, "--data", data}
	if url != "" {
		args = append(args, "--database-url", url)
	}
	server := exec.Command(binary, args...)
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	began := time.Now()
	if err := server.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		stopping := errors.Join(server.Process.Signal(syscall.SIGTERM), server.Wait())
		err = errors.Join(err, stopping)
	}()
	for {
		res, err := http.Get("http://" + address + "/readyz")
		if err == nil {
			res.Body.Close()
			break
		}
		if time.Since(began) > 20*time.Second {
			return 0, 0, fmt.Errorf("never ready: %s", said.String())
		}
		time.Sleep(2 * time.Millisecond)
	}
	ms = float64(time.Since(began).Microseconds()) / 1000
	time.Sleep(3 * time.Second) // what is loaded in the background has come
	mb, err = resident(server.Process.Pid)
	return ms, mb, err
}

// resident reads what a process holds in memory, in megabytes.
func resident(pid int) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, after, found := bytes.Cut(status, []byte("VmRSS:"))
	if !found {
		return 0, errors.New("the kernel does not tell what a process holds")
	}
	kb, err := strconv.Atoi(string(bytes.Fields(after)[0]))
	return float64(kb) / 1024, err
}

package app_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// asCabas, when set, makes the test's own binary a Cabas server with these
// arguments, so that a test can kill a real one.
const asCabas = "CABAS_TEST_COMMAND_LINE"

func TestMain(m *testing.M) {
	line, server := os.LookupEnv(asCabas)
	if !server {
		forgetSettings()
		os.Exit(m.Run())
	}
	signal.Ignore(syscall.SIGXFSZ) // a disk that is full tells by an error
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	os.Exit(app.Main(ctx, strings.Split(line, "\n"), os.Stdout, os.Stderr))
}

// forgetSettings drops what whoever runs the tests has set for servers of their
// own, so that tests and the programs they start see only what a test sets.
func forgetSettings() {
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "OTEL_") || strings.HasPrefix(name, "CABAS_") && !strings.HasPrefix(name, "CABAS_TEST_") {
			_ = os.Unsetenv(name)
		}
	}
}

// ports draws ports that are free. They lie below those that the kernel, unless
// it is told otherwise, hands out by itself, so that no other test is given one
// before it is used.
func ports(t *testing.T, n int) (free []int) {
	t.Helper()
	for len(free) < n {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(20_000)))
		if errors.Is(err, syscall.EADDRINUSE) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close() // when all are drawn: none is drawn twice
		free = append(free, l.Addr().(*net.TCPAddr).Port)
	}
	return free
}

// launch starts a program until the test ends, and says when it has ended. The
// kernel kills it when the thread that started it ends (Pdeathsig): that thread
// waits for it, and ends before only with the tests' own process, however that
// ends.
func launch(t *testing.T, c *exec.Cmd) (ended <-chan struct{}) {
	t.Helper()
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started, done := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		err := c.Start()
		started <- err
		if err == nil {
			_ = c.Wait()
		}
		close(done)
	}()
	if err := <-started; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); <-done })
	return done
}

// process is a Cabas server in a process of its own.
type process struct {
	t       *testing.T
	command *exec.Cmd
	ended   <-chan struct{}
	address string
	said    journal
}

func startProcess(t *testing.T, url string, config app.Config) *process {
	t.Helper()
	p := &process{t: t, address: fmt.Sprintf("127.0.0.1:%d", ports(t, 1)[0])}
	post := config.SMTP
	if post == "" {
		post = "smtp://" + p.address // nobody there takes letters
	}
	arguments := []string{"serve", "--addr", p.address, "--data", config.Data, "--secret", config.Secret, "--rate", "100000", "--mail-from", config.MailFrom, "--base-url", config.BaseURL, "--smtp", post}
	if folder, lite := strings.CutPrefix(url, "sqlite://"); lite {
		arguments[4] = folder
	} else {
		arguments = append(arguments, "--database-url", url)
	}
	p.command = exec.Command(os.Args[0])
	p.command.Env = append(os.Environ(), asCabas+"="+strings.Join(arguments, "\n"))
	p.command.Stdout, p.command.Stderr = &p.said, &p.said
	p.ended = launch(t, p.command)
	for until := time.Now().Add(time.Minute); time.Now().Before(until); {
		if res, err := http.Get("http://" + p.address + "/readyz"); err == nil {
			res.Body.Close()
			return p
		}
		select {
		case <-p.ended:
			t.Fatalf("the server ended as soon as it began: %s", p.said.String())
		case <-time.After(25 * time.Millisecond):
		}
	}
	t.Fatalf("the server did not start: %s", p.said.String())
	return nil
}

// kill ends the process at once, as a power cut would.
func (p *process) kill() {
	_ = p.command.Process.Kill()
	<-p.ended
}

// rows counts the rows of a table, past the server.
func rows(t *testing.T, url, table string) (n int) {
	t.Helper()
	driver, source := "pgx", url
	if folder, lite := strings.CutPrefix(url, "sqlite://"); lite {
		driver, source = "sqlite", "file:"+folder+"/cabas.db?mode=ro&_pragma=busy_timeout(5000)"
	}
	pool, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	for start := time.Now(); n == 0 && time.Since(start) < time.Minute; {
		if err := pool.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// TestAServerIsKilledBetweenCommitAndAnswer sends a basket to a real server,
// reads no answer, kills the server as soon as the basket is committed, starts
// another and repeats the request: it is answered as if nothing had happened,
// and the goods are reserved once.
func TestAServerIsKilledBetweenCommitAndAnswer(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			url := dbtest.URL(t, engine)
			var w *world
			var request object
			var bread string
			t.Run("a shop opens", func(t *testing.T) { w, request, bread = prepared(t, url) })
			w.t, w.config.Data = t, t.TempDir() // the other is removed with the inner test

			first := startProcess(t, url, w.config)
			w.base = "http://" + first.address
			guest := w.nobody().with("Idempotency-Key", "panier-du-samedi")
			silent, err := net.Dial("tcp", first.address)
			if err != nil {
				t.Fatal(err)
			}
			defer silent.Close()
			if err := guest.request("POST", "/checkouts", request).Write(silent); err != nil {
				t.Fatal(err)
			}
			if n := rows(t, url, "checkouts"); n != 1 {
				t.Fatalf("%d baskets were placed", n)
			}
			first.kill()

			second := startProcess(t, url, w.config)
			w.base = "http://" + second.address
			placed := guest.post("/checkouts", request).must(201)
			if again := guest.post("/checkouts", request).must(201); string(again.body) != string(placed.body) || ident.ID(placed.text("basketId")) != request["basketId"] {
				t.Errorf("answered\n%s\nand then\n%s", placed.body, again.body)
			}
			if b, o, m := rows(t, url, "checkouts"), rows(t, url, "orders"), rows(t, url, "mails WHERE kind = 'checkout.code'"); b != 1 || o != 1 || m != 1 {
				t.Errorf("%d baskets, %d orders, %d codes", b, o, m)
			}
			if n := rows(t, url, fmt.Sprintf("stocks WHERE variant_id = '%s' AND allocated = 2", bread)); n != 1 {
				t.Error("the goods are not reserved once")
			}
			second.kill()
		})
	}
}

// prepared opens a shop that is open day and night on a database that is left
// closed, and gives the request that places a basket there.
func prepared(t *testing.T, url string) (w *world, request object, variant string) {
	t.Helper()
	w = newWorld(t, dbtest.OpenAt(t, url), clock.NewManual(time.Now()))
	w.config.Data = t.TempDir()
	martin, _ := w.signUp("martin@exemple.fr", "Martin")
	shop := martin.opensShop("Épi")
	week := weekFrom("00:00-24:00")
	week["monday"] = week["tuesday"]
	martin.match(`"2"`).put("/shops/"+shop+"/hours", object{"week": week}).must(200)
	variant = martin.sells(shop, "Pain de campagne", 450, 10)
	one := wish(shop, variant, 2)
	quote := w.nobody().post("/quotes", object{"shops": []object{one}}).must(200)
	request = checkoutOf(quote, one)
	// Not the first slot: its deadline may pass while servers start.
	request["shops"].([]object)[0]["slot"] = object{"start": quote.text("shops", 0, "slots", 4, "start")}
	return w, request, variant
}

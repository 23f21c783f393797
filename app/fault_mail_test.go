package app_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// sluggish is a mail server that takes its time for each letter and counts
// those it took. While it is closed, it refuses them for now.
type sluggish struct {
	pace   time.Duration
	closed atomic.Bool
	taken  atomic.Int64
}

func (s *sluggish) NewSession(*smtp.Conn) (smtp.Session, error) { return s, nil }
func (s *sluggish) Reset()                                      {}
func (s *sluggish) Logout() error                               { return nil }
func (s *sluggish) Mail(string, *smtp.MailOptions) error        { return nil }
func (s *sluggish) Rcpt(string, *smtp.RcptOptions) error        { return nil }

func (s *sluggish) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	time.Sleep(s.pace)
	if s.closed.Load() {
		return &smtp.SMTPError{Code: 451, Message: "come back later"}
	}
	s.taken.Add(1)
	return nil
}

// TestTheMailServerIsSlow gives the server a mail server that needs a second
// for each letter, then refuses all, while customers buy: orders are placed as
// quickly as ever, and letters leave as the mail server takes them.
func TestTheMailServerIsSlow(t *testing.T) {
	for _, engine := range []db.Engine{db.SQLite, db.Postgres} {
		t.Run(string(engine), func(t *testing.T) {
			url := dbtest.URL(t, engine)
			w, crowd := opened(t, url)
			post := &sluggish{pace: time.Second}
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			mail := smtp.NewServer(post)
			go func() {
				if err := mail.Serve(l); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
					t.Error(err)
				}
			}()
			t.Cleanup(func() { _ = mail.Close() })
			w.config.SMTP = "smtp://" + l.Addr().String()
			server := startProcess(t, url, w.config)
			base := "http://" + server.address
			stop := crowd.rush(4, base)
			time.Sleep(2 * time.Second)
			post.closed.Store(true)
			time.Sleep(2 * time.Second)
			post.closed.Store(false)
			stop()
			crowd.mu.Lock()
			answered, slowest := crowd.statuses, crowd.slowest
			crowd.mu.Unlock()
			before := post.taken.Load()
			await(t, "letters leave once they are taken again", func() bool { return post.taken.Load() > before+2 })
			fmt.Printf("slow mail, %s: answered %v, the slowest after %d ms; %d letters taken\n", engine, answered, slowest.Milliseconds(), post.taken.Load())
			if answered[201] == 0 || len(answered) != 1 {
				t.Errorf("customers were answered %v", answered)
			}
			server.kill()
			reader, err := db.OpenReading(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer reader.Close()
			crowd.audit(t, reader)
		})
	}
}

package app

import (
	"path/filepath"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/notification"
	"cabas/domain/order"
	"cabas/domain/platform"
	"cabas/infra/db"
	"cabas/infra/mail"
	"cabas/infra/outbox"
	"cabas/infra/relay"
	"cabas/infra/token"
)

// siteName is what the platform is called, in mails and on devices.
const siteName = "Cabas"

// telling is how people are told what happened.
type telling struct {
	press    *notification.Press
	clock    clock.Clock
	desk     *notification.Desk
	listener *notification.Listener
}

// newTelling wires facts to letters, on a database or on one transaction of it.
func newTelling(c Config, h db.Handle, now clock.Clock, secret token.Secret) (*telling, error) {
	site := notification.Site{Name: siteName, Address: c.site(), Demo: c.Demo}
	press, err := notification.NewPress(site)
	if err != nil {
		return nil, err
	}
	mails := db.NewMails(h)
	book := notification.NewOrderBook(db.NewOrders(h), order.NewSecrets(secret.Key("orders")), site)
	return &telling{
		press: press, clock: now,
		desk:     notification.NewDesk(mails, db.NewFacts(h), now, c.Demo),
		listener: notification.NewListener(book, mails, press, now),
	}, nil
}

// keepTelling has facts relayed, and letters sent to the mail server, or to a
// folder of files where none is set up. Both go on in the background, woken by
// each commit that gave them work.
func (s *Server) keepTelling(t *telling) error {
	mailer, err := s.config.mailer()
	if err != nil {
		return err
	}
	if s.traces != nil {
		mailer = followed{mailer, s.traces}
	}
	h := s.db.Handle()
	tell := relay.New(db.NewFacts(h), t.clock, s.log, relay.Options{Stamped: s.live.Poke}, t.listener)
	send := outbox.New(notification.NewSender(db.NewMails(h), mailer, t.clock, s.config.Demo), s.log, time.Second)
	s.db.OnWork(func() { tell.Poke(); send.Poke() })
	s.background = append(s.background, tell.Run, send.Run)
	return nil
}

// post is where rooms queue letters that hold a secret, in their transaction.
func (t *telling) post(h db.Handle) notification.Post {
	return notification.NewPost(db.NewMails(h), t.press, t.clock)
}

// ordering is whether orders are taken: people must be told of them, by mail or
// on the demonstration's page.
func (c Config) ordering() platform.Ordering { return platform.Ordering(c.Demo || c.SMTP != "") }

// mailer is where mails go.
func (c Config) mailer() (notification.Mailer, error) {
	if c.SMTP != "" {
		return mail.NewSMTP(c.SMTP, c.MailFrom)
	}
	return mail.NewFolder(filepath.Join(c.Data, "mails"), c.MailFrom)
}

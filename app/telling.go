package app

import (
	"path/filepath"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/domain/notification"
	"cabas/domain/order"
	"cabas/infra/db"
	"cabas/infra/mail"
	"cabas/infra/outbox"
	"cabas/infra/relay"
	"cabas/infra/token"
)

// telling is how this server tells people what happened.
type telling struct {
	press *notification.Press
	clock clock.Clock
	desk  *notification.Desk
}

// startTelling wires facts to letters, and letters to the mail server, or to a
// folder of files where none is set up. Relaying and sending go on in the
// background, woken by each commit that recorded facts.
func (s *Server) startTelling(now clock.Clock, secret token.Secret) (*telling, error) {
	site := notification.Site{Name: "Cabas", Address: s.config.site(), Demo: s.config.Demo}
	press, err := notification.NewPress(site)
	if err != nil {
		return nil, err
	}
	mailer, err := s.config.mailer()
	if err != nil {
		return nil, err
	}
	mails, facts := db.NewMails(s.db.Handle()), db.NewFacts(s.db.Handle())
	book := notification.NewOrderBook(db.NewOrders(s.db.Handle()), order.NewSecrets(secret.Key("orders")), site)
	tell := relay.New(facts, now, s.log, relay.Options{}, notification.NewListener(book, mails, press, now))
	send := outbox.New(notification.NewSender(mails, mailer, now, s.config.Demo), s.log, time.Second)
	s.db.OnWork(func() { tell.Poke(); send.Poke() })
	s.background = append(s.background, tell.Run, send.Run)
	return &telling{
		press: press, clock: now,
		desk: notification.NewDesk(mails, facts, now, s.config.Demo),
	}, nil
}

// post is where rooms queue letters that hold a secret, in their transaction.
func (t *telling) post(h db.Handle) notification.Post {
	return notification.NewPost(db.NewMails(h), t.press, t.clock)
}

// mailer is where mails go.
func (c Config) mailer() (notification.Mailer, error) {
	if c.SMTP != "" {
		return mail.NewSMTP(c.SMTP, c.MailFrom)
	}
	return mail.NewFolder(filepath.Join(c.Data, "mails"), c.MailFrom)
}

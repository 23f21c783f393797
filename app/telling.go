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
	"cabas/infra/push"
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
	pusher   *push.Pusher
	alerts   *notification.AlertDesk
	alarm    *notification.AlertListener
}

// newTelling wires facts to letters, on a database or on one transaction of it.
func newTelling(c Config, h db.Handle, now clock.Clock, secret token.Secret) (*telling, error) {
	site := notification.Site{Name: siteName, Address: c.site(), Demo: c.Demo}
	press, err := notification.NewPress(site)
	if err != nil {
		return nil, err
	}
	mails, devices, orders := db.NewMails(h), db.NewSubscriptions(h), db.NewOrders(h)
	pusher, err := push.New(devices, secret.Key("push keys"), site.Address, c.PushTransport, now)
	if err != nil {
		return nil, err
	}
	book := notification.NewOrderBook(orders, order.NewSecrets(secret.Key("orders")), site)
	return &telling{
		press: press, clock: now,
		desk:     notification.NewDesk(mails, db.NewFacts(h), db.NewAudit(h), now, c.Demo),
		listener: notification.NewListener(book, mails, press, now),
		pusher:   pusher,
		alerts:   notification.NewAlertDesk(devices, pusher, now),
		alarm:    notification.NewAlertListener(orders, devices, db.NewAlerts(h), now),
	}, nil
}

// keepTelling has facts relayed, letters sent to the mail server, or to a
// folder of files where none is set up, and alerts handed to push services. Each
// goes on in the background by itself, woken by each commit that gave it work.
func (s *Server) keepTelling(t *telling) error {
	mailer, err := s.config.mailer()
	if err != nil {
		return err
	}
	if s.traces != nil {
		mailer = followed{mailer, s.traces}
	}
	h := s.db.Handle()
	tell := relay.New(db.NewFacts(h), t.clock, s.log, relay.Options{Stamped: s.live.Poke}, t.listener, t.alarm)
	send := outbox.New(notification.NewSender(db.NewMails(h), mailer, t.clock, s.config.Demo), s.log, time.Second)
	alert := outbox.New(notification.NewAlertSender(db.NewAlerts(h), db.NewSubscriptions(h), t.pusher, t.clock), s.log, time.Second)
	s.db.OnWork(func() { tell.Poke(); send.Poke(); alert.Poke() })
	s.background = append(s.background, tell.Run, send.Run, alert.Run)
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

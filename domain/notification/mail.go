package notification

import (
	"regexp"
	"strings"
	"time"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
)

// State is where a mail stands.
type State string

// The states of a mail.
const (
	Queued State = "queued"
	Sent   State = "sent"
	Failed State = "failed"
)

// Mail is one message of the outbox, worded and ready to be sent.
type Mail struct {
	ID ident.ID
	// Source is what caused the mail: a fact, or the mail itself. One source
	// gives one mail of a kind to one address, however often it is told.
	Source ident.ID
	// To is an e-mail address, Name whom it belongs to (may be empty).
	To, Name string
	Language speak.Language
	// Kind names the letter, as in "order.ready".
	Kind    string
	Subject string
	// Text and HTML say the same; both are erased once the mail is sent,
	// outside the demonstration, for they may hold a secret.
	Text, HTML string
	CreatedAt  time.Time
	// NextTry is when it is sent, or sent again.
	NextTry time.Time
	// SentAt is zero until the mail server has taken the mail.
	SentAt time.Time
	// Tries counts how often it was handed to the mail server.
	Tries     int
	State     State
	LastError string
}

// String is the identifier, and nothing of whom the mail is for.
func (m Mail) String() string { return m.ID.String() }

// waits are the pauses after each failed try; after the last one the mail has
// failed until the administrator replays it.
var waits = [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour}

// maxError bounds what is kept of a mail server's answer.
const maxError = 500

// sent notes that the mail server took the mail. Its words are erased unless
// they are to be kept (in the demonstration).
func (m Mail) sent(now time.Time, keep bool) Mail {
	m.State, m.SentAt, m.LastError = Sent, now, ""
	if !keep {
		m.Text, m.HTML = "", ""
	}
	return m
}

// failed notes a failed try, and when to try again if at all.
func (m Mail) failed(now time.Time, cause error, refused bool) Mail {
	m.LastError = masked(strings.ToValidUTF8(cause.Error(), "?"))
	if len(m.LastError) > maxError {
		m.LastError = strings.ToValidUTF8(m.LastError[:maxError], "")
	}
	if refused || m.Tries > len(waits) {
		m.State = Failed
		return m
	}
	m.NextTry = now.Add(waits[max(m.Tries, 1)-1])
	return m
}

// MaskedTo is the address as those see it who need not know it: "c•••@exemple.fr".
func (m Mail) MaskedTo() string {
	name, host, ok := strings.Cut(m.To, "@")
	if !ok || name == "" {
		return "•••"
	}
	first := []rune(name)[0]
	return string(first) + "•••@" + host
}

// MaskedError is the mail server's last answer without the addresses in it,
// which servers like to repeat.
func (m Mail) MaskedError() string { return masked(m.LastError) }

// addresses are what looks like an e-mail address; too many rather than too few.
var addresses = regexp.MustCompile(`"[^"]*"@|([^\s<>"'(),;:@•])[^\s<>"'(),;:@]*@`)

// masked hides all but the first letter before each @.
func masked(text string) string { return addresses.ReplaceAllString(text, "$1•••@") }

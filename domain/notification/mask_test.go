package notification

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestAMailServersAnswerNamesNobody(t *testing.T) {
	for said, want := range map[string]string{
		"550 5.1.1 <camille.durand@exemple.fr>: no such person": "550 5.1.1 <c•••@exemple.fr>: no such person",
		"RCPT TO:zoe+shop@a.example, élodie@b.example":          "RCPT TO:z•••@a.example, é•••@b.example",
		`"camille durand"@exemple.fr refused`:                   `•••@exemple.fr refused`,
		"451 try again later":                                   "451 try again later",
	} {
		m := Mail{To: "camille.durand@exemple.fr", Tries: 1}.failed(time.Time{}, errors.New(said), false)
		if m.LastError != want || m.MaskedError() != want {
			t.Errorf("%q is kept as %q, shown as %q", said, m.LastError, m.MaskedError())
		}
		if old := (Mail{LastError: said}).MaskedError(); strings.Contains(old, "camille.durand@") {
			t.Errorf("what was kept before shows %q", old)
		}
	}
}

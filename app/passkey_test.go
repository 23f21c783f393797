package app_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"

	"cabas/app"
	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/page"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// phone is a device that makes and uses one passkey, as its browser would.
type phone struct {
	rp   virtualwebauthn.RelyingParty
	auth virtualwebauthn.Authenticator
	key  virtualwebauthn.Credential
}

// phone is a new device that looks at the site at its own address.
func (w *world) phone() *phone {
	return &phone{
		rp:   virtualwebauthn.RelyingParty{ID: "localhost", Name: "Cabas", Origin: w.config.BaseURL},
		auth: virtualwebauthn.NewAuthenticator(), key: newKey(),
	}
}

// newKey makes a key pair as devices do. The library drops leading zeros of
// coordinates, which RFC 9053 (7.1.1) forbids: such a key is drawn again.
func newKey() virtualwebauthn.Credential {
	for {
		if k := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2); len(k.Key.AttestationData()) == 77 {
			return k
		}
	}
}

// options is what the page hands to the browser.
func options(t *testing.T, a *answer) string {
	t.Helper()
	text, err := json.Marshal(a.at("options"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// response is the browser's answer as the contract wants it.
func (p *phone) response(t *testing.T, challenge *answer, text string, more object) object {
	t.Helper()
	var said struct {
		RawID    string            `json:"rawId"`
		Response map[string]string `json:"response"`
	}
	if err := json.Unmarshal([]byte(text), &said); err != nil {
		t.Fatal(err)
	}
	out := object{"challengeId": challenge.text("challengeId"), "credentialId": said.RawID}
	for name, value := range said.Response {
		out[name] = value
	}
	for name, value := range more {
		out[name] = value
	}
	return out
}

// makes answers a challenge to make a passkey.
func (p *phone) makes(challenge *answer) object {
	t := challenge.t
	t.Helper()
	asked, err := virtualwebauthn.ParseAttestationOptions(options(t, challenge.must(201)))
	if err != nil {
		t.Fatal(err)
	}
	p.auth.Options.UserHandle = []byte(asked.UserID)
	return p.response(t, challenge, virtualwebauthn.CreateAttestationResponse(p.rp, p.auth, p.key, *asked), object{"name": "Téléphone de Camille", "transports": []string{"internal"}})
}

// signs answers a challenge to sign in.
func (p *phone) signs(challenge *answer) object {
	t := challenge.t
	t.Helper()
	asked, err := virtualwebauthn.ParseAssertionOptions(options(t, challenge.must(201)))
	if err != nil {
		t.Fatal(err)
	}
	return p.response(t, challenge, virtualwebauthn.CreateAssertionResponse(p.rp, p.auth, p.key, *asked), object{"deviceName": "Téléphone de Camille"})
}

// adds makes a passkey and keeps it in the account.
func (p *phone) adds(who *person) *answer {
	who.w.t.Helper()
	return who.post("/me/passkeys", p.makes(who.post("/me/passkey-challenges", nil)))
}

// enters signs in with the passkey.
func (p *phone) enters(w *world) *answer {
	w.t.Helper()
	return w.nobody().post("/sessions/passkey", p.signs(w.nobody().post("/sign-in-challenges", nil)))
}

func TestPeopleSignInWithAPasskey(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		phone := w.phone()
		challenge := camille.post("/me/passkey-challenges", nil).must(201)
		if challenge.text("options", "rp", "id") != "localhost" || challenge.text("options", "authenticatorSelection", "userVerification") != "required" ||
			challenge.text("options", "user", "name") != "camille@exemple.fr" {
			t.Errorf("options %s", challenge.body)
		}
		added := camille.post("/me/passkeys", phone.makes(challenge)).must(201)
		if added.at("lastUsedAt") != nil || added.text("name") != "Téléphone de Camille" || added.header.Get("Location") != "/api/v1/me/passkeys/"+added.text("id") {
			t.Errorf("added %s", added.body)
		}
		if letter := w.letters("camille@exemple.fr")[0]; letter.Kind != "account.passkey_added" || !strings.Contains(letter.Text, "Téléphone de Camille") {
			t.Errorf("the holder was written %s", letter.Text)
		}
		camille.delete("/sessions").must(204)

		w.clock.Advance(time.Hour)
		tokens := phone.enters(w).must(201)
		if tokens.text("session", "deviceName") != "Téléphone de Camille" {
			t.Errorf("tokens %s", tokens.body)
		}
		camille = w.bearing(tokens.text("accessToken"))
		if me := camille.get("/me").must(200); me.text("email") != "camille@exemple.fr" {
			t.Errorf("me %s", me.body)
		}
		list := camille.get("/me/passkeys").must(200)
		if used, err := time.Parse(time.RFC3339, list.text("items", 0, "lastUsedAt")); err != nil || !used.Equal(w.clock.Now()) {
			t.Errorf("list %s", list.body)
		}
		again := camille.post("/me/passkey-challenges", nil).must(201)
		if again.text("options", "excludeCredentials", 0, "id") == "" {
			t.Errorf("a second passkey may be made on one device: %s", again.body)
		}
		camille.post("/me/passkeys", phone.makes(again)).refused(409, "account.passkey_known")

		path := "/me/passkeys/" + added.text("id")
		if camille.patch(path, object{"name": " Téléphone de la boutique "}).must(200).text("name") != "Téléphone de la boutique" {
			t.Error("it has its old name")
		}
		camille.patch(path, object{"name": "deux\nlignes"}).refused(422, "input.invalid")
		camille.delete(path).must(204)
		camille.delete(path).refused(404, "not_found")
		phone.enters(w).refused(401, "account.passkey_refused")
		if acts := actsOn(w, camille.get("/me").text("id")); acts != "account.passkey_removed account.passkey_added" {
			t.Errorf("audit: %s", acts)
		}
	})
}

// actsOn lists the audit trail of a subject, the latest first.
func actsOn(w *world, subject string) string {
	w.t.Helper()
	var acts []string
	entries, err := db.NewAudit(w.db.Handle()).Entries(w.t.Context(), subject, page.Request{})
	w.did(err)
	for _, e := range entries.Items {
		acts = append(acts, e.Act)
	}
	return strings.Join(acts, " ")
}

// TestWhoRunsThePlatformEntersByPasskeyAlone: once an administrator keeps one, a
// mailbox or a password that somebody else got hold of does not open the
// platform, until whoever runs the server removes the passkeys that were lost.
func TestWhoRunsThePlatformEntersByPasskeyAlone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, clock.NewManual(saturday), func(c *app.Config) { c.Demo, c.SMTP = false, refusing(t) }) // what was sent is forgotten
		const email, secret = "camille@exemple.fr", "cerises du Hurepoix"
		camille, _ := w.signUp(email, "Camille")
		camille.patch("/me", object{"password": object{"new": secret}}).must(200)
		phone := w.phone()
		phone.adds(camille).must(201)
		byCode := func() *answer {
			w.clock.Advance(time.Second) // the latest letter is told from those before
			w.nobody().post("/sign-in-codes", object{"email": email}).must(201)
			return w.nobody().post("/sessions", object{"email": email, "code": w.code(email)})
		}
		byPassword := func() *answer { return w.nobody().post("/sessions", object{"email": email, "password": secret}) }
		byCode().must(201)
		byPassword().must(201)

		_, err := w.server.Appoint(t.Context(), email, "", account.Roles{Administrator: true})
		w.did(err)
		camille.get("/me").refused(401, "auth.required") // what a code opened before is over
		w.clock.Advance(time.Minute)
		byCode().refused(401, "account.passkey_needed")
		before := len(w.letters(email))
		byPassword().refused(401, "account.passkey_needed")
		if told := w.letters(email); len(told) != before+1 || told[0].Kind != "account.signed_in" || !strings.Contains(told[0].Subject, "connu de quelqu") || !strings.Contains(told[0].Text, "/mon-compte") {
			t.Errorf("a right password was told by %d letters, %s", len(told)-before, told[0].Subject)
		}
		w.nobody().post("/sessions", object{"email": email, "password": "prunes du Hurepoix"}).refused(401, "account.sign_in_refused")
		w.clock.Advance(time.Second)
		w.nobody().post("/password-resets", object{"email": email}).must(201)
		w.nobody().post("/password-resets/confirm", object{"token": w.link(email), "password": "fraises de Dourdan"}).refused(401, "account.passkey_needed")
		in := phone.enters(w).must(201)
		camille = w.bearing(in.text("accessToken"))
		camille.get("/admin/settings").must(200)

		// A stolen session does not take the keys away.
		key := "/me/passkeys/" + camille.get("/me/passkeys").text("items", 0, "id")
		w.clock.Advance(11 * time.Minute)
		camille.delete(key).refused(403, "account.proof_needed")
		camille.get("/me/passkeys").must(200)

		said, err := w.server.ForgetPasskeys(t.Context(), email)
		if err != nil || !strings.Contains(said, "1 removed") {
			t.Fatalf("%q, %v", said, err)
		}
		phone.enters(w).refused(401, "account.passkey_refused")
		byCode().must(201)
		if acts := actsOn(w, camille.get("/me").text("id")); !strings.HasPrefix(acts, "account.passkey_removed account.roles_changed") {
			t.Errorf("the audit trail says %s", acts)
		}
	})
}

// TestInTheDemonstrationNobodyIsKeptOut: its accounts are everybody's, so that
// whoever adds a passkey to the administrator's keeps nobody out.
func TestInTheDemonstrationNobodyIsKeptOut(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const email = "camille@exemple.fr"
		camille, _ := w.signUp(email, "Camille")
		_, err := w.server.Appoint(t.Context(), email, "", account.Roles{Administrator: true})
		w.did(err)
		w.phone().adds(camille).must(201)
		w.signIn(email).get("/admin/settings").must(200)
	})
}

func TestPasskeysRefuseInOneWay(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		charles, _ := w.signUp("charles@exemple.fr", "Charles")
		mine, stolen, unknown := w.phone(), w.phone(), w.phone()
		mine.adds(camille).must(201)
		stolen.auth.Options.UserHandle, stolen.key.ID = mine.auth.Options.UserHandle, mine.key.ID // another key under my name
		unknown.auth.Options.UserHandle = mine.auth.Options.UserHandle
		begin := func() *answer { return w.nobody().post("/sign-in-challenges", nil) }
		used := mine.signs(begin())
		w.nobody().post("/sessions/passkey", used).must(201)
		late, elsewhere, unseen := mine.signs(begin()), *mine, *mine
		elsewhere.rp.Origin, unseen.auth.Options.UserNotVerified = "https://cabas.exemple.com", true
		adding := mine.signs(camille.post("/me/passkey-challenges", nil))
		w.clock.Advance(account.ChallengeLife)
		var bodies []string
		for name, said := range map[string]object{
			"the challenge was used": used, "it is over": late, "it was for adding a passkey": adding,
			"another key": stolen.signs(begin()), "an unknown passkey": unknown.signs(begin()),
			"another site": elsewhere.signs(begin()), "a user nobody verified": unseen.signs(begin()),
		} {
			refused := w.nobody().post("/sessions/passkey", said)
			if refused.status != 401 {
				t.Errorf("%s: %d %s", name, refused.status, refused.body)
				continue
			}
			bodies = append(bodies, refused.text("code")+refused.text("title")+refused.text("detail"))
		}
		for _, b := range bodies {
			if b != bodies[0] || !strings.HasPrefix(b, "account.passkey_refused") {
				t.Errorf("%q differs from %q", b, bodies[0])
			}
		}
		// A challenge is one person's, and adding answers it once.
		made := w.phone().makes(charles.post("/me/passkey-challenges", nil))
		camille.post("/me/passkeys", made).refused(422, "account.passkey_unfit")
		charles.post("/me/passkeys", made).must(201)
		charles.post("/me/passkeys", made).refused(422, "account.passkey_unfit")
		unseen.key = newKey()
		unseen.adds(camille).refused(422, "account.passkey_unfit")
		w.nobody().post("/me/passkey-challenges", nil).refused(401, "auth.required")
	})
}

// Whoever finds a phone unlocked may not make a key of their own for it, with
// which to prove ever after that they are its owner.
func TestAPasskeyIsAddedByWhoProvedLatelyWhoTheyAre(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		w.clock.Advance(11 * time.Minute)
		camille.post("/me/passkey-challenges", nil).refused(403, "account.proof_needed")
		w.nobody().post("/sign-in-codes", object{"email": "camille@exemple.fr"}).must(201)
		camille.post("/me/confirm", object{"code": w.code("camille@exemple.fr")}).must(200)
		w.phone().adds(camille).must(201)
	})
}

func TestACopiedPasskeyIsFoundOut(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		mine := w.phone()
		mine.key.Counter = 3
		added := mine.adds(camille).must(201)
		copied := *mine
		mine.key.Counter = 5
		mine.enters(w).must(201)
		copied.key.Counter = 4
		copied.enters(w).refused(401, "account.passkey_refused")
		mine.key.Counter = 6
		mine.enters(w).refused(401, "account.passkey_refused") // nobody can tell which is the copy
		if list := camille.get("/me/passkeys").must(200); list.at("items", 0, "suspect") != true {
			t.Errorf("list %s", list.body)
		}
		warned := 0
		for _, l := range w.letters("camille@exemple.fr") {
			if l.Kind == "account.passkey_suspect" {
				warned++
			}
		}
		if acts := actsOn(w, camille.get("/me").text("id")); warned != 1 || acts != "account.passkey_suspect account.passkey_added" {
			t.Errorf("warned %d times; audit: %s", warned, acts)
		}
		camille.delete("/me/passkeys/" + added.text("id")).must(204)
	})
}

func TestPasskeysAreLimited(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		late := w.phone().makes(camille.post("/me/passkey-challenges", nil))
		for range account.MaxPasskeys {
			w.phone().adds(camille).must(201)
		}
		camille.post("/me/passkeys", late).refused(409, "account.passkeys_enough")
		camille.post("/me/passkey-challenges", nil).refused(409, "account.passkeys_enough")
		charles, _ := w.signUp("charles@exemple.fr", "Charles")
		for range account.DefaultPasskeyRules().AddsPerAccount.Most {
			charles.post("/me/passkey-challenges", nil).must(201)
		}
		charles.post("/me/passkey-challenges", nil).refused(429, "rate.limited")
		noise := object{"challengeId": ident.New("chl"), "credentialId": strings.Repeat("A", 22), "clientDataJSON": strings.Repeat("A", 22),
			"authenticatorData": strings.Repeat("A", 22), "signature": strings.Repeat("A", 22), "userHandle": "AA"}
		for range account.DefaultPasskeyRules().TriesPerAddress.Most {
			w.nobody().post("/sessions/passkey", noise).refused(401, "account.passkey_refused")
		}
		w.nobody().post("/sessions/passkey", noise).refused(429, "rate.limited")
		for range account.DefaultPasskeyRules().AsksPerAddress.Most {
			w.nobody().post("/sign-in-challenges", nil).must(201)
		}
		w.nobody().post("/sign-in-challenges", nil).refused(429, "rate.limited")
	})
}

func TestAChallengeIsGoodOnceOnWhicheverServer(t *testing.T) {
	d := dbtest.Open(t, db.Postgres)
	one, two := newWorld(t, d, clock.NewManual(saturday)), newWorld(t, d, clock.NewManual(saturday))
	camille, _ := one.signUp("camille@exemple.fr", "Camille")
	phone := one.phone()
	phone.adds(camille).must(201)
	for range 5 {
		signed := phone.signs(one.nobody().post("/sign-in-challenges", nil))
		var answers [2]*answer
		var both sync.WaitGroup
		for i, w := range []*world{two, one} {
			both.Go(func() { answers[i] = w.nobody().post("/sessions/passkey", signed) })
		}
		both.Wait()
		if a, b := answers[0].status, answers[1].status; a+b != 201+401 {
			t.Fatalf("answered %d and %d", a, b)
		}
	}
}

func TestWithoutADomainThereAreNoPasskeys(t *testing.T) {
	w := newWorld(t, dbtest.Open(t, db.SQLite), clock.NewManual(saturday), func(c *app.Config) { c.BaseURL = "http://192.0.2.7" })
	w.nobody().post("/sign-in-challenges", nil).refused(503, "account.passkeys_elsewhere")
}

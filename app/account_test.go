package app_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/page"
	"cabas/domain/notification"
	"cabas/infra/db"
)

// letters gives what was written to an address, the latest first.
func (w *world) letters(to string) []notification.Mail {
	w.t.Helper()
	found, err := db.NewMails(w.db.Handle()).List(w.t.Context(), notification.Filter{To: to}, page.Request{})
	if err != nil {
		w.t.Fatal(err)
	}
	return found.Items
}

var sixDigits = regexp.MustCompile(`\b\d{6}\b`)

// code gives the code in the last letter to an address, letters about orders
// aside: they come when they come.
func (w *world) code(to string) string {
	w.t.Helper()
	all := slices.DeleteFunc(w.letters(to), func(m notification.Mail) bool { return strings.HasPrefix(m.Kind, "order.") })
	if len(all) == 0 {
		w.t.Fatalf("nothing was written to %s", to)
	}
	return sixDigits.FindString(all[0].Text)
}

type object = map[string]any

// signUp opens an account and gives its holder, signed in, and the tokens.
func (w *world) signUp(email, name string) (*person, *answer) {
	w.t.Helper()
	w.nobody().post("/accounts", object{"email": email, "displayName": name, "language": "fr"}).must(201)
	tokens := w.nobody().post("/sessions", object{"email": email, "code": w.code(email), "deviceName": "Téléphone"}).must(201)
	return w.bearing(tokens.text("accessToken")), tokens
}

// signIn signs somebody in again, whose token is over.
func (w *world) signIn(email string) *person {
	w.t.Helper()
	w.nobody().post("/sign-in-codes", object{"email": email}).must(201)
	return w.bearing(w.nobody().post("/sessions", object{"email": email, "code": w.code(email)}).must(201).text("accessToken"))
}

func TestPeopleRegisterSignInAndOut(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const email, secret = "camille.durand@exemple.fr", "cerises du Hurepoix"
		sent := w.nobody().post("/accounts", object{"email": "Camille.Durand@exemple.fr", "displayName": "Camille", "language": "fr", "password": secret}).must(201)
		if sent.text("sentTo") != "c•••@exemple.fr" {
			t.Errorf("sent %s", sent.body)
		}
		byPassword := object{"email": email, "password": secret}
		w.nobody().post("/sessions", byPassword).refused(401, "account.sign_in_refused") // not before the address is proved
		first := w.nobody().post("/sessions", object{"email": email, "code": w.code(email), "deviceName": "Téléphone de Camille"}).must(201)
		camille := w.bearing(first.text("accessToken"))
		me := camille.get("/me").must(200)
		if me.text("displayName") != "Camille" || me.text("email") != email || me.at("hasPassword") != true {
			t.Errorf("me %s", me.body)
		}
		camille.patch("/me", object{"displayName": "Camille D.", "language": "en"}).must(200)
		camille.patch("/me", object{"password": object{"current": "wrong", "new": "fraises de Dourdan"}}).refused(422, "account.password_wrong")

		w.clock.Advance(time.Minute)
		second := w.nobody().post("/sessions", byPassword).must(201)
		list := camille.get("/sessions").must(200)
		if list.at("items", 0, "current") != false || list.text("items", 1, "deviceName") != "Téléphone de Camille" || list.at("items", 1, "current") != true {
			t.Errorf("sessions %s", list.body)
		}
		camille.delete("/sessions/" + second.text("session", "id")).must(204)
		w.bearing(second.text("accessToken")).get("/me").refused(401, "auth.required")
		camille.delete("/sessions/"+second.text("session", "id")).refused(404, "not_found")
		camille.delete("/sessions").must(204)
		camille.get("/me").refused(401, "auth.required")
		w.nobody().get("/me").refused(401, "auth.required")
	})
}

func TestNothingTellsWhoHasAnAccount(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.signUp("camille@exemple.fr", "Camille")
		for _, path := range []string{"/accounts", "/sign-in-codes"} {
			body := func(email string) object {
				if path == "/accounts" {
					return object{"email": email, "displayName": "X", "language": "fr"}
				}
				return object{"email": email}
			}
			known := w.nobody().post(path, body("camille@exemple.fr")).must(201)
			unknown := w.nobody().post(path, body("charles@exemple.fr")).must(201)
			if string(known.body) != string(unknown.body) || known.header.Get("Location") != unknown.header.Get("Location") {
				t.Errorf("%s: %s is not %s", path, known.body, unknown.body)
			}
		}
		if kinds := w.letters("camille@exemple.fr"); len(kinds) != 3 || kinds[1].Kind != notification.AccountKnown {
			t.Errorf("%d letters to the holder, of whom the second must say there is an account", len(kinds))
		}
		w.nobody().post("/sign-in-codes", object{"email": "nobody@exemple.fr"}).must(201)
		if n := len(w.letters("nobody@exemple.fr")); n != 0 {
			t.Errorf("%d letters to nobody", n)
		}
	})
}

func TestRefreshTokensRotate(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		_, tokens := w.signUp("camille@exemple.fr", "Camille")
		old := object{"refreshToken": tokens.text("refreshToken")}
		w.clock.Advance(15 * time.Minute)
		w.bearing(tokens.text("accessToken")).get("/me").refused(401, "auth.required")

		var answers [2]*answer
		var both sync.WaitGroup
		for i := range answers {
			both.Go(func() { answers[i] = w.nobody().post("/sessions/refresh", old) })
		}
		both.Wait()
		if a, b := answers[0].must(200).text("refreshToken"), answers[1].must(200).text("refreshToken"); a != b {
			t.Fatal("two tokens for one")
		}
		w.bearing(answers[1].text("accessToken")).get("/me").must(200)
		w.clock.Advance(31 * time.Second)
		w.nobody().post("/sessions/refresh", old).refused(401, "account.session_over")
		w.nobody().post("/sessions/refresh", object{"refreshToken": answers[0].text("refreshToken")}).refused(401, "account.session_over")
		w.bearing(answers[0].text("accessToken")).get("/me").refused(401, "auth.required")
	})
}

func TestCodesAreNotGuessed(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.nobody().post("/accounts", object{"email": "a@exemple.fr", "displayName": "A", "language": "fr"}).must(201)
		code := w.code("a@exemple.fr")
		wrong := strings.Map(func(r rune) rune { return '0' + (r-'0'+1)%10 }, code)
		for range 5 {
			w.nobody().post("/sessions", object{"email": "a@exemple.fr", "code": wrong}).refused(401, "account.sign_in_refused")
		}
		w.nobody().post("/sessions", object{"email": "a@exemple.fr", "code": code}).refused(401, "account.sign_in_refused")
		w.nobody().post("/sessions", object{"email": "a@exemple.fr", "code": code, "password": "x"}).refused(422, "input.invalid")
		w.nobody().post("/sessions", object{"email": "a@exemple.fr"}).refused(422, "input.invalid")
		for range 9 {
			w.nobody().post("/sign-in-codes", object{"email": "a@exemple.fr"}).must(201)
		}
		if a := w.nobody().post("/sign-in-codes", object{"email": "a@exemple.fr"}).refused(429, "rate.limited"); a.header.Get("Retry-After") == "" {
			t.Error("when to try again is not said")
		}
	})
}

func TestAdministratorsChangeSettings(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		for _, path := range []string{"/admin/settings", "/admin/audit"} {
			w.nobody().get(path).refused(401, "auth.required")
			camille.get(path).refused(403, "auth.forbidden")
		}
		if _, err := w.server.Appoint(t.Context(), "camille@exemple.fr", "Camille", account.Roles{Administrator: true}); err != nil {
			t.Fatal(err)
		}
		settings := object{}
		camille.get("/admin/settings").must(200).into(&settings)
		settings["acceptanceMinutes"] = 45
		camille.put("/admin/settings", settings).refused(422, "input.invalid") // the reminder would come after an hour
		settings["reminderMinutes"] = 30
		if a := camille.put("/admin/settings", settings).must(200); a.number("acceptanceMinutes") != 45 || a.number("guestOrdersPerEmail") != 3 {
			t.Errorf("settings %s", a.body)
		}
		if a := camille.get("/shops/" + camille.opensShop("Épi")).must(200); a.number("settings", "acceptanceMinutes") != 45 {
			t.Errorf("a new shop has to accept within %s", a.body)
		}
		if a := camille.get("/admin/settings").must(200); a.number("acceptanceMinutes") != 45 {
			t.Errorf("settings %s", a.body)
		}
		audit := camille.get("/admin/audit").must(200)
		if audit.text("items", 0, "action") != "settings.changed" || audit.text("items", 0, "note") != "acceptanceMinutes: 120 → 45, reminderMinutes: 60 → 30" ||
			audit.text("items", 0, "actorName") != "Camille" || audit.text("items", 1, "action") != "account.roles_changed" {
			t.Errorf("audit %s", audit.body)
		}
		me := camille.get("/me").must(200)
		if camille.get("/admin/audit?subject="+me.text("id")).must(200).text("items", 0, "action") != "account.roles_changed" || me.text("roles", 0) != "admin" {
			t.Errorf("me %s", me.body)
		}
	})
}

func TestSigningKeysArePublished(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.signUp("camille@exemple.fr", "Camille")
		if x := w.nobody().get("/jwks.json").must(200).text("keys", 0, "x"); len(x) != 43 {
			t.Errorf("key %q", x)
		}
	})
}

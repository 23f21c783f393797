package app_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"cabas/domain/account"
)

var resetLink = regexp.MustCompile(`/mot-de-passe#(\S+)`)

// link gives the secret of the link in the last letter to an address.
func (w *world) link(to string) string {
	w.t.Helper()
	found := resetLink.FindStringSubmatch(w.letters(to)[0].Text)
	if found == nil {
		w.t.Fatalf("no link in the last letter to %s", to)
	}
	return found[1]
}

func TestAForgottenPasswordIsSetByALink(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const email = "camille@exemple.fr"
		camille, tokens := w.signUp(email, "Camille")
		known := w.nobody().post("/password-resets", object{"email": "Camille@exemple.fr"}).must(201)
		unknown := w.nobody().post("/password-resets", object{"email": "charles@exemple.fr"}).must(201)
		if string(known.body) != string(unknown.body) || known.header.Get("Location") != unknown.header.Get("Location") || len(w.letters("charles@exemple.fr")) != 0 {
			t.Errorf("%s is not %s", known.body, unknown.body)
		}
		secret := w.link(email)
		w.nobody().post("/password-resets/confirm", object{"token": secret, "password": "court"}).refused(400, "request.malformed")
		w.nobody().post("/password-resets/confirm", object{"token": strings.Repeat("a", 43), "password": "fraises de Dourdan"}).refused(422, "account.link_over")
		in := w.nobody().post("/password-resets/confirm", object{"token": secret, "password": "fraises de Dourdan", "deviceName": "Ordinateur"}).must(201)
		camille.get("/me").refused(401, "auth.required")
		w.nobody().post("/sessions/refresh", object{"refreshToken": tokens.text("refreshToken")}).refused(401, "account.session_over")
		if me := w.bearing(in.text("accessToken")).get("/me").must(200); me.at("hasPassword") != true {
			t.Errorf("she is %s", me.body)
		}
		w.nobody().post("/password-resets/confirm", object{"token": secret, "password": "fraises de Dourdan"}).refused(422, "account.link_over")
		if told := w.letters(email)[0]; told.Kind != "account.password_changed" || strings.Contains(told.Text, "fraises") {
			t.Errorf("told %s %s", told.Kind, told.Text)
		}
		w.nobody().post("/sessions", object{"email": email, "password": "fraises de Dourdan"}).must(201)

		// As many letters as codes, all together: ten in six hours.
		for range 8 {
			w.nobody().post("/password-resets", object{"email": email}).must(201)
		}
		if a := w.nobody().post("/password-resets", object{"email": email}).refused(429, "rate.limited"); a.header.Get("Retry-After") == "" {
			t.Error("when to try again is not said")
		}
		w.nobody().post("/sign-in-codes", object{"email": email}).refused(429, "rate.limited")
	})
}

func TestAPasswordEverybodyKnowsIsRefused(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const guessed = "MotDePasse123"
		named := func(pointer string, a *answer) {
			t.Helper()
			a.refused(422, "input.invalid")
			if a.text("errors", 0, "code") != "guessable" || a.text("errors", 0, "pointer") != pointer {
				t.Errorf("got %s", a.body)
			}
		}
		named("/password", w.nobody().post("/accounts", object{"email": "zoe@exemple.fr", "displayName": "Zoé", "language": "fr", "password": guessed}))
		camille, _ := w.signUp("camille@exemple.fr", "Camille")
		named("/password/new", camille.patch("/me", object{"password": object{"new": guessed}}))
		w.nobody().post("/password-resets", object{"email": "camille@exemple.fr"}).must(201)
		named("/password", w.nobody().post("/password-resets/confirm", object{"token": w.link("camille@exemple.fr"), "password": guessed}))
	})
}

func TestASignInByPasswordIsToldToTheHolder(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const email = "camille@exemple.fr"
		camille, _ := w.signUp(email, "Camille")
		camille.patch("/me", object{"password": object{"new": "cerises du Hurepoix"}}).must(200)
		before := len(w.letters(email))
		w.nobody().post("/sessions", object{"email": email, "password": "prunes du Hurepoix", "deviceName": "Inconnu"}).refused(401, "account.sign_in_refused")
		if n := len(w.letters(email)); n != before {
			t.Errorf("a refused sign-in was told: %d letters", n-before)
		}
		w.nobody().post("/sessions", object{"email": email, "password": "cerises du Hurepoix", "deviceName": "Ordinateur du bureau"}).must(201)
		told := w.letters(email)
		if len(told) != before+1 || told[0].Kind != "account.signed_in" || !strings.Contains(told[0].Text, "Ordinateur du bureau") || !strings.Contains(told[0].Text, "/mot-de-passe") {
			t.Errorf("told %+v", told[0])
		}
		w.signIn(email)
		if n := len(w.letters(email)); n != before+2 { // the code's own
			t.Errorf("a sign-in by code was told %d times", n-before-1)
		}
	})
}

func TestAPasswordIsSetChangedAndRemoved(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const email = "camille@exemple.fr"
		camille, _ := w.signUp(email, "Camille")
		w.clock.Advance(11 * time.Minute)
		first := object{"password": object{"new": "cerises du Hurepoix"}}
		camille.patch("/me", first).refused(403, "account.proof_needed")
		w.nobody().post("/sign-in-codes", object{"email": email}).must(201)
		code := w.code(email)
		camille.post("/me/confirm", object{}).refused(422, "input.invalid")
		camille.post("/me/confirm", object{"code": code, "password": "x"}).refused(422, "input.invalid")
		camille.post("/me/confirm", object{"code": wrongCode(code)}).refused(422, "account.code_wrong")
		camille.post("/me/confirm", object{"code": code}).must(200)
		camille.post("/me/confirm", object{"code": code}).refused(422, "account.code_wrong") // once
		camille.patch("/me", first).must(200)

		wrong := camille.patch("/me", object{"password": object{"current": "poires", "new": "fraises de Dourdan"}}).refused(422, "account.password_wrong")
		if wrong.text("errors", 0, "code") != "wrong" || wrong.text("errors", 0, "detail") != "Ce n'est pas le bon." {
			t.Errorf("the field says %s", wrong.body)
		}
		away := w.nobody().post("/sessions", object{"email": email, "password": "cerises du Hurepoix"}).must(201)
		if me := camille.patch("/me", object{"password": object{"current": "cerises du Hurepoix", "new": nil}}).must(200); me.at("hasPassword") != false {
			t.Errorf("she is %s", me.body)
		}
		w.bearing(away.text("accessToken")).get("/me").refused(401, "auth.required")
		w.nobody().post("/sessions", object{"email": email, "password": "cerises du Hurepoix"}).refused(401, "account.sign_in_refused")
	})
}

func TestAnAddressIsChangedByACodeSentThere(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const before, after = "camille@exemple.fr", "camille.durand@exemple.fr"
		camille, _ := w.signUp(before, "Camille")
		mallory, _ := w.signUp("mallory@exemple.fr", "Mallory")
		// Nothing tells her that the address has an account, and no code is good.
		w.clock.Advance(time.Minute)
		free := mallory.post("/me/email-change", object{"email": "cam@exemple.fr"}).must(201)
		taken := mallory.post("/me/email-change", object{"email": before}).must(201)
		if string(free.body) != string(taken.body) || free.header.Get("Location") != taken.header.Get("Location") {
			t.Errorf("%s is not %s", free.body, taken.body)
		}
		if told := w.letters(before)[0]; told.Kind != "account.email_taken" || sixDigits.MatchString(told.Text) {
			t.Errorf("the holder was told %s", told.Text)
		}
		mallory.post("/me/email-change/confirm", object{"code": w.code("cam@exemple.fr")}).refused(422, "account.code_wrong") // replaced

		camille.post("/me/email-change", object{"email": after}).must(201)
		mallory.post("/me/email-change/confirm", object{"code": w.code(after)}).refused(422, "account.code_wrong") // not hers
		if me := camille.post("/me/email-change/confirm", object{"code": w.code(after)}).must(200); me.text("email") != after || me.at("emailVerified") != true {
			t.Errorf("she is %s", me.body)
		}
		if told := w.letters(before)[0]; told.Kind != "account.email_changed" || strings.Contains(told.Text, after) {
			t.Errorf("the address of before was told %s", told.Text)
		}
		w.nobody().post("/sign-in-codes", object{"email": before}).must(201)
		if last := w.letters(before)[0]; last.Kind != "account.email_changed" {
			t.Errorf("a code was sent to the address of before")
		}
	})
}

func TestAnAddressIsVerified(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		s := newScene(w, 1)
		given := s.account(func(a *account.State) { a.VerifiedAt = time.Time{} }) // by an administrator, unproved
		who := s.holding(given.ID)
		if me := who.get("/me").must(200); me.at("emailVerified") != false {
			t.Errorf("verified already: %s", me.body)
		}
		who.post("/me/email-verification", nil).must(201)
		code := w.code(given.Email)
		if text := w.letters(given.Email)[0].Text; !strings.Contains(text, "/mon-compte/adresse#verifier="+code) {
			t.Errorf("no link in %s", text)
		}
		s.as(asOtherCustomer).post("/me/email-verification/confirm", object{"code": code}).refused(422, "account.code_wrong")
		if me := who.post("/me/email-verification/confirm", object{"code": code}).must(200); me.at("emailVerified") != true {
			t.Errorf("not verified: %s", me.body)
		}
	})
}

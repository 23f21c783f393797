package app_test

import (
	"strings"
	"testing"
	"time"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// TestAnAdministratorActsOnSomebodysBehalf: with a reason, for a quarter of an
// hour, seen by the person and written down under the administrator's name.
func TestAnAdministratorActsOnSomebodysBehalf(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		const email = "camille@exemple.fr"
		camille, _ := w.signUp(email, "Camille")
		shop := camille.opensShop("Épi")
		admin, _ := w.signUp("admin@exemple.fr", "Alix")
		other, _ := w.signUp("other@exemple.fr", "Other")
		appoint := func(email string, roles account.Roles) {
			_, err := w.server.Appoint(t.Context(), email, "", roles)
			w.did(err)
		}
		appoint("admin@exemple.fr", account.Roles{Administrator: true})
		appoint("other@exemple.fr", account.Roles{Administrator: true})
		appoint(email, account.Roles{AgentOf: []string{"dourdan"}})

		admin.post("/admin/accounts/find", object{"email": "nobody@exemple.fr"}).refused(404, "not_found")
		hers := admin.post("/admin/accounts/find", object{"email": email}).must(200).text("id")
		request := object{"accountId": hers, "reason": "Sa commande ne s'ouvre plus"}
		camille.post("/admin/acting", request).refused(403, "auth.forbidden")
		camille.post("/admin/accounts/find", object{"email": email}).refused(403, "auth.forbidden")
		w.clock.Advance(11 * time.Minute)
		admin.post("/admin/acting", request).refused(403, "account.proof_needed")
		w.nobody().post("/sign-in-codes", object{"email": "admin@exemple.fr"}).must(201)
		admin.post("/me/confirm", object{"code": w.code("admin@exemple.fr")}).must(200)
		admin.post("/admin/acting", object{"accountId": hers, "reason": "  x     "}).refused(422, "input.invalid")
		admin.post("/admin/acting", object{"accountId": ident.New("acc"), "reason": "Personne n'est là"}).refused(404, "not_found")
		admin.post("/admin/acting", object{"accountId": other.get("/me").must(200).text("id"), "reason": "Prendre ses droits"}).refused(403, "auth.forbidden")
		begun := admin.post("/admin/acting", request).must(201)
		if told := w.letters(email)[0]; told.Kind != "account.acted_for" || !strings.Contains(told.Text, "Alix") || !strings.Contains(told.Text, "ne s’ouvre plus") && !strings.Contains(told.Text, "ne s'ouvre plus") {
			t.Errorf("told %s", told.Text)
		}

		// Her shops, and nothing of the platform's.
		acting := w.bearing(begun.text("accessToken"))
		acting.post("/shops/"+shop+"/confirm-today", nil).must(200)
		if me := acting.get("/me").must(200); me.text("email") != email {
			t.Errorf("acting for %s", me.body)
		}
		acting.get("/admin/settings").refused(403, "auth.forbidden")
		acting.post("/admin/acting", request).refused(403, "auth.forbidden")
		w.nobody().post("/sign-in-codes", object{"email": email}).must(201)
		for _, try := range []struct {
			method, path string
			body         any
		}{
			{"PATCH", "/me", object{"password": object{"new": "cerises du Hurepoix"}}}, {"PATCH", "/me", object{"displayName": "Autre"}},
			{"POST", "/me/confirm", object{"code": w.code(email)}}, {"POST", "/me/email-change", object{"email": "alix@exemple.fr"}},
			{"POST", "/me/email-change/confirm", object{"code": "482913"}}, {"POST", "/me/email-verification", nil},
			{"GET", "/me/data", nil}, {"DELETE", "/me", nil}, {"DELETE", "/sessions", nil}, {"DELETE", "/sessions/" + begun.text("sessionId"), nil},
			{"POST", "/me/passkey-challenges", nil},
			{"PUT", "/me/alerts", object{"endpoint": "https://push.exemple.fr/1", "key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", "auth": "BTBZMqHH6r4Tts7J_aSIgg"}},
			{"POST", "/staff-invitations/accept", object{"token": strings.Repeat("a", 43)}},
		} {
			acting.call(try.method, try.path, try.body).refused(403, "account.not_on_behalf")
		}

		// Who really acted stands in the trail, and she can read it.
		trail := admin.get("/admin/audit?limit=100&subject=" + hers).must(200)
		seen := camille.get("/me/acts?limit=100").must(200)
		for _, list := range []*answer{trail, seen} {
			all := string(list.body)
			for _, wanted := range []string{`"account.viewed"`, `"account.acted_for"`, `Sa commande ne s'ouvre plus`, `"POST /shops/` + shop + `/confirm-today"`, `"Alix"`, `"GET /me"`} {
				if !strings.Contains(all, wanted) {
					t.Errorf("%s is not in %s", wanted, all)
				}
			}
		}
		if mine := other.get("/me/acts").must(200); strings.Contains(string(mine.body), "account.acted") {
			t.Errorf("somebody else reads %s", mine.body)
		}

		// She ends it; another ends by itself, and a third with the role.
		camille.delete("/sessions/" + begun.text("sessionId")).must(204)
		acting.get("/me").refused(401, "auth.required")
		late := w.bearing(admin.post("/admin/acting", request).must(201).text("accessToken"))
		w.clock.Advance(15 * time.Minute)
		late.get("/me").refused(401, "auth.required")
		w.nobody().post("/sign-in-codes", object{"email": "admin@exemple.fr"}).must(201)
		fresh := w.bearing(w.nobody().post("/sessions", object{"email": "admin@exemple.fr", "code": w.code("admin@exemple.fr")}).must(201).text("accessToken"))
		third := w.bearing(fresh.post("/admin/acting", request).must(201).text("accessToken"))
		third.get("/me").must(200)
		_, err := w.server.Dismiss(t.Context(), "admin@exemple.fr")
		w.did(err)
		third.get("/me").refused(401, "auth.required")
	})
}

// TestReplaysAreInTheAuditTrail: who sent a mail or told a fact again.
func TestReplaysAreInTheAuditTrail(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		s := newScene(w, 1)
		mail, fact := s.mail(s.h), s.fact(s.h)
		admin := s.as(asAdministrator)
		admin.post("/admin/mails/"+mail.String()+"/replay", nil).must(200)
		admin.post("/admin/parked-facts/"+fact.String()+"/replay", nil).must(200)
		for subject, act := range map[ident.ID]string{mail: "mail.replayed", fact: "fact.replayed"} {
			got := admin.get("/admin/audit?subject=" + subject.String()).must(200)
			if got.text("items", 0, "action") != act || got.text("items", 0, "actorId") != s.accounts[asAdministrator].ID.String() {
				t.Errorf("%s: %s", act, got.body)
			}
		}
	})
}

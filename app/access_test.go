package app_test

import (
	"strings"
	"testing"

	"cabas/domain/shop"
)

// ranks are those of the shop's staff.
var ranks = map[role]shop.Role{asPreparer: shop.Preparer, asManager: shop.Manager, asOwner: shop.Owner}

// allowed stands for any success.
const allowed = 200

// refusals are the problems that refuse access, and no others.
var refusals = map[int]string{401: "auth.required", 403: "auth.forbidden", 404: "not_found"}

// verdict derives from x-access what a role must be answered: allowed, 401,
// 403 or 404.
func verdict(t *testing.T, op operation, as role) int {
	t.Helper()
	fits, refusal := false, 404
	access := op.access()
	switch access {
	case "public":
		return allowed
	case "account":
		fits = as.signedIn()
	case "customer":
		fits = as == asCustomer
	case "guest": // a basket is its customer's alone; an order is its shop's as well
		shared := strings.HasPrefix(op.path, "/orders/")
		fits = as == asGuest || as == asCustomer && (shared || op.OperationID == "getCheckout") || ranks[as] > shop.Stranger && shared
		if as == asOtherGuest {
			return refusal
		}
	case "shop:preparer", "shop:manager", "shop:owner":
		least, _ := shop.ParseRole(strings.TrimPrefix(access, "shop:"))
		if fits = ranks[as] >= least; ranks[as] > shop.Stranger {
			refusal = 403
		}
	case "town:agent":
		fits, refusal = as == asAgent, 403
	case "admin":
		fits, refusal = as == asAdministrator, 403
	default:
		t.Fatalf("%s: nothing is said of x-access %q: say it here", op.OperationID, access)
	}
	switch {
	case fits:
		return allowed
	case !as.signedIn():
		return 401
	}
	return refusal
}

// TestPeerFailure30_EveryOperationAsEveryRole calls everything that is served
// as everybody, each time on new objects of the shop and its customer.
func TestPeerFailure30_EveryOperationAsEveryRole(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		s := newScene(w, 1)
		served := w.operations()
		if len(served) < 50 {
			t.Fatalf("only %d operations are served", len(served))
		}
		for _, op := range served {
			for _, as := range roles {
				s.callAs(op, as)
			}
		}
	})
}

func (s *scene) callAs(op operation, as role) {
	s.t.Helper()
	want, who := verdict(s.t, op, as), s.caller(op, as)
	if as == asFormer && want != allowed && verdict(s.t, op, asOwner) == allowed {
		who = s.dismissed(op)
	}
	s.judge(op, as, s.ask(op, as, who), want)
}

// dismissed is somebody who owned the shop, could do this, and was removed by
// another owner since: on the same session, with the same token.
func (s *scene) dismissed(op operation) *person {
	s.t.Helper()
	member := s.member(s.h, s.accounts[asFormer].ID, shop.Owner)
	who := s.as(asFormer)
	s.judge(op, "an owner soon to be removed", s.ask(op, asFormer, who), allowed)
	s.as(asOwner).delete("/shops/" + s.shop.String() + "/staff/" + member.String()).must(204)
	return who
}

// ask sends a new valid request of the operation.
func (s *scene) ask(op operation, as role, who *person) *answer {
	s.t.Helper()
	r := s.request(op, as)
	switch as {
	case asGuest:
		who = who.with("X-Order-Secret", r.secretOr(s))
	case asOtherGuest:
		who = who.with("X-Order-Secret", s.secrets().Guest(s.order(s.h, 1, nil)))
	}
	return who.carrying(r.header).call(op.method, r.path, r.body)
}

// secretOr is the secret of what is asked for, or of some order.
func (r request) secretOr(s *scene) string {
	if r.secret != "" {
		return r.secret
	}
	return s.secrets().Guest(s.order(s.h, 1, nil))
}

func (s *scene) judge(op operation, as role, got *answer, want int) {
	s.t.Helper()
	switch {
	case want == allowed && (got.status < 200 || got.status > 299):
		s.t.Errorf("%s (x-access %s): %s may, and was answered %d %s", op.OperationID, op.access(), as, got.status, got.body)
	case want != allowed && (got.status != want || got.text("code") != refusals[want]):
		s.t.Errorf("%s (x-access %s): %s may not, and was answered %d, not %d: %s", op.OperationID, op.access(), as, got.status, want, got.body)
	}
}

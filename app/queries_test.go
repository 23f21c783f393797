package app_test

import (
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"cabas/domain/kernel/clock"
	"cabas/infra/db"
	"cabas/infra/db/dbtest"
)

// watch gathers the statements of requests while it is on.
type watch struct {
	on   atomic.Bool
	last atomic.Pointer[db.Trace]
}

func (w *watch) follow(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if w.on.Load() {
			ctx, trace := db.WithTrace(c.Request().Context())
			c.SetRequest(c.Request().WithContext(ctx))
			w.last.Store(trace)
		}
		return next(c)
	}
}

// budgets says how many statements each operation may take, however much there
// is. The one that tells who is signed in counts.
var budgets = map[string]int{
	"addProductPhoto": 12, "arrangePhotos": 12, "deletePhoto": 9, "setShopPhoto": 12,
	"changeProducts": 25,
	"getAlerts":      5, "turnAlertsOff": 2, "turnAlertsOn": 6, // the first to ask has the server's key made
	"addPasskey": 10, "listPasskeys": 2, "removePasskey": 5, "renamePasskey": 2, "requestPasskeyChallenge": 5, "requestSignInChallenge": 3, "signInWithPasskey": 9,
	"acceptInvitation": 5, "acceptOrder": 9, "cancelOrder": 12, "collectOrder": 13, "confirmCheckout": 10, "confirmToday": 12,
	"createProduct": 11, "deleteClosure": 10, "deleteProduct": 5, "deliverOrder": 12, "dispatchOrder": 9, "getCheckout": 4, "getDemo": 4,
	"getHours": 4, "getMap": 1, "getMe": 3, "getMyStream": 2, "getOrder": 4, "getOrderStream": 4, "getProduct": 5, "getSeller": 5,
	"getSettings": 2, "getShop": 7, "getSigningKeys": 1,
	"getTown": 2, "getWays": 5, "inviteStaff": 12, "listAudit": 3, "listClosures": 4, "listConflicts": 12, "listDemoMails": 2, "listMails": 2,
	"listMovements": 5, "listMyOrders": 3, "listOrderEvents": 5, "listParkedFacts": 2, "listProducts": 5, "listSessions": 2,
	"listShopOrders": 7, "listSlots": 9, "listStaff": 4, "listTownShops": 6, "listTrades": 1, "markNotCollected": 13, "openShop": 12,
	"pauseShop": 12, "placeCheckout": 19, "putClosure": 17, "putHours": 17, "putSeller": 7, "putSettings": 2, "putWays": 15, "quote": 7,
	"listMyActs": 3, "findAccount": 5, "actFor": 8, "getMyData": 12, "deleteMe": 20, "confirmIdentity": 6, "sendEmailVerification": 6, "verifyEmail": 7, "changeEmail": 8, "confirmEmailChange": 12,
	"requestPasswordReset": 6, "resetPassword": 13,
	"readyOrder": 9, "recordMovement": 6, "refreshSession": 3, "refuseOrder": 12, "register": 6, "removeStaff": 5, "replayMail": 3,
	"replayParkedFact": 4, "requestOrderLink": 5, "requestSignInCode": 6, "resendCode": 5, "resumeShop": 12, "searchTowns": 2, "signIn": 9,
	"listRehearsals": 6, "startRehearsal": 9, "stepRehearsal": 7, "removeRehearsal": 6,
	"signOut": 2, "signOutEverywhere": 2, "updateMe": 6, "updateProduct": 12, "updateShop": 9, "updateStaff": 7,
}

// questions are further ways to ask for lists.
var questions = map[string][]string{
	"listTownShops":  {"trade=bakery", "openNow=true", "near=48.5,2"},
	"listProducts":   {"category=Pâtisseries", "query=pommes+tarte", "hidden=true"},
	"listShopOrders": {"state=placed", "state=placed,accepted&day=2026-11-29&way=counter"},
	"listMyOrders":   {"openOnly=true"},
	"listMails":      {"state=failed"},
	"listAudit":      {"subject=mem_1"},
	"listDemoMails":  {"to=zoe@exemple.fr"},
	"listSlots":      {"from=2026-11-29"},
}

// callers is who asks, by access: those whose right takes most to find out.
var callers = map[string][]role{
	"public": {asAnonymous, asOwner}, "guest": {asGuest, asCustomer}, "account": {asCustomer}, "customer": {asCustomer},
	"shop:preparer": {asOwner}, "shop:manager": {asOwner}, "shop:owner": {asOwner}, "town:agent": {asAgent}, "admin": {asAdministrator},
}

// TestEveryOperationTakesAFixedNumberOfIndexedStatements calls everything with
// little data and with much.
func TestEveryOperationTakesAFixedNumberOfIndexedStatements(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		few := newScene(newWorld(t, d, clock.NewManual(saturday)), 3)
		many := newScene(newWorld(t, dbtest.Open(t, d.Engine()), clock.NewManual(saturday)), 60)
		for _, op := range few.operations() {
			most := 0
			for _, as := range callers[op.access()] {
				if verdict(t, op, as) != allowed {
					continue
				}
				for _, question := range append(questions[op.OperationID], "") {
					with := few.statements(op, as, question)
					without := many.statements(op, as, question)
					if len(with) != len(without) {
						t.Errorf("%s?%s as %s takes %d statements with few things, %d with many:\n%s\n\n%s", op.OperationID, question, as,
							len(with), len(without), brief(with), brief(without))
					}
					dbtest.Served(t, many.db, without)
					most = max(most, len(with), len(without))
				}
			}
			if budget, stated := budgets[op.OperationID]; !stated || most > budget {
				t.Errorf("%s takes %d statements, and may take %d", op.OperationID, most, budget)
			}
		}
	})
}

// statements are those of one call that must succeed, but for the one that
// reads the few signing keys every five minutes, whoever calls then.
func (s *scene) statements(op operation, as role, question string) []string {
	s.t.Helper()
	r := s.request(op, as)
	r.ask(question)
	for _, p := range op.Parameters {
		if p.Value.Name == "limit" {
			r.ask("limit=100")
		}
	}
	who := s.caller(op, as).carrying(r.header)
	if as == asGuest {
		who = who.with("X-Order-Secret", r.secret)
	}
	s.clock.Advance(6 * time.Second) // what is remembered for a while must be read again
	s.watch.on.Store(true)
	if op.Responses.Status(200) != nil && op.Responses.Status(200).Value.Content.Get("text/event-stream") != nil {
		stream, _ := who.follow(r.path) // until its first event
		defer stream.leave()
	} else {
		s.judge(op, as, who.call(op.method, r.path, r.body), allowed)
	}
	s.watch.on.Store(false)
	return slices.DeleteFunc(s.watch.last.Load().Statements(), func(statement string) bool { return strings.Contains(statement, "FROM signing_keys") })
}

// ask adds to the query of a request.
func (r *request) ask(question string) {
	switch {
	case question == "":
	case strings.Contains(r.path, "?"):
		r.path += "&" + question
	default:
		r.path += "?" + question
	}
}

var spaces = regexp.MustCompile(`\s+`)

// brief shows statements a line each.
func brief(statements []string) string {
	var out strings.Builder
	for _, s := range statements {
		s = spaces.ReplaceAllString(s, " ")
		out.WriteString(s[:min(len(s), 160)] + "\n")
	}
	return out.String()
}

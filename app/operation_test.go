package app_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"cabas/api"
	"cabas/domain/catalog"
	"cabas/domain/kernel/ident"
	"cabas/domain/order"
	"cabas/domain/shop"
	"cabas/infra/db"
)

// operation is one operation of the contract.
type operation struct {
	*openapi3.Operation
	method, path string
}

// access is who may call the operation.
func (op operation) access() string {
	a, _ := op.Extensions["x-access"].(string)
	return a
}

// operations lists what the server serves of the contract, by path. It fails
// the test for a route that the contract does not know.
func (w *world) operations() []operation {
	w.t.Helper()
	doc := document(w.t)
	var out []operation
	for _, r := range w.server.Echo.Routes() {
		path, under := strings.CutPrefix(r.Path, api.Base)
		if !under || strings.HasPrefix(r.Method, "echo_") {
			continue
		}
		path = regexp.MustCompile(`:([A-Za-z]+)`).ReplaceAllString(path, "{$1}")
		item := doc.Paths.Value(path)
		if item == nil || item.GetOperation(r.Method) == nil {
			w.t.Errorf("%s %s is served and not in the contract", r.Method, path)
			continue
		}
		out = append(out, operation{item.GetOperation(r.Method), r.Method, path})
	}
	slices.SortFunc(out, func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	return out
}

// request is how an operation is asked for, on objects made for it alone.
type request struct {
	path   string
	header http.Header
	body   any
	// secret opens the order or the checkout that is asked for.
	secret string
	// made is what the request is about.
	product catalog.Product
	order   order.Order
	placed  *answer
}

var parameter = regexp.MustCompile(`\{([A-Za-z]+)\}`)

// request makes a valid request of an operation for a role: the path with
// objects of the shop and of the customer, the contract's example for a body,
// and what the recipe of the operation changes in it.
func (s *scene) request(op operation, as role) request {
	s.t.Helper()
	r := request{header: http.Header{}}
	r.path = parameter.ReplaceAllStringFunc(op.path, func(name string) string {
		if made := s.object(strings.Trim(name, "{}"), op, as, &r); made != "" {
			return made
		}
		s.t.Fatalf("%s: this test has no object for %s: make one in scene.object", op.OperationID, name)
		return ""
	})
	for _, p := range op.Parameters {
		if p.Value.Name == "If-Match" {
			r.header.Set("If-Match", s.version(r.path))
		}
	}
	if op.RequestBody != nil && op.RequestBody.Value.Content["application/json"] != nil {
		r.body = s.example(op)
	}
	if adapt, ok := recipes[op.OperationID]; ok {
		adapt(s, as, &r)
	}
	return r
}

// object makes what a parameter of a path names, new for each request.
func (s *scene) object(parameter string, op operation, as role, r *request) string {
	switch parameter {
	case "shopId":
		return s.shop.String()
	case "productId":
		r.product = s.product(s.h, min(s.size, catalog.MaxVariants))
		return r.product.ID.String()
	case "photoId":
		return s.photo(s.product(s.h, 1).ID, s.shop).ID.String()
	case "variantId":
		return s.moved().String()
	case "orderId":
		r.order = s.orderFor(op, as)
		r.secret = s.secrets().Guest(r.order)
		return r.order.ID.String()
	case "rehearsalId":
		return s.rehearsal().String()
	case "memberId":
		return s.member(s.h, s.account(nil).ID, shop.Preparer).String()
	case "sessionId":
		return s.session(s.h, s.accounts[asCustomer].ID).String()
	case "passkeyId":
		return s.onlyPasskey(s.accounts[asCustomer].ID).String()
	case "mailId":
		return s.mail(s.h).String()
	case "factId":
		return s.fact(s.h).String()
	case "basketId":
		r.placed = s.place(asAnonymous)
		if as.signedIn() && op.OperationID == "getCheckout" {
			r.placed = s.place(asCustomer)
		} else {
			r.secret = r.placed.text("orderSecret")
		}
		return r.placed.text("basketId")
	case "town":
		return "dourdan"
	case "date":
		return "2026-12-25"
	}
	return ""
}

// moved is a variant of many movements.
func (s *scene) moved() ident.ID {
	v := s.product(s.h, 1).Variants[0].ID
	s.did(s.db.Whole(s.ctx(), func(ctx context.Context, h db.Handle) error {
		for range s.size {
			m := catalog.Movement{ID: ident.New("mov"), Variant: v, Kind: catalog.MovedAdjust, Difference: 1, By: s.account(nil, h).ID, At: s.clock.Now()}
			if _, err := db.NewStocks(h).Adjust(ctx, m); err != nil {
				return err
			}
		}
		return nil
	}))
	return v
}

// lives says how far an order must have come before an operation moves it.
var lives = map[string][]order.Command{
	"readyOrder": {order.Accept}, "collectOrder": {order.Accept, order.MakeReady}, "markNotCollected": {order.Accept, order.MakeReady},
	"dispatchOrder": {order.Accept, order.MakeReady}, "deliverOrder": {order.Accept, order.MakeReady, order.Dispatch},
}

// orderFor makes an order in the state that the operation wants; a guest's for
// guests, the customer's for everybody else.
func (s *scene) orderFor(op operation, as role) order.Order {
	return s.order(s.h, min(s.size, catalog.MaxVariants), func(d *order.Draft) {
		if as.signedIn() {
			d.Customer.Account = s.accounts[asCustomer].ID
		}
		switch op.OperationID {
		case "dispatchOrder", "deliverOrder":
			d.Way, d.Address = order.Delivery, &order.Address{Line1: "1 rue Debertrand", Postcode: "91410", City: "Dourdan"}
		case "markNotCollected":
			d.At = s.clock.Now().AddDate(0, 0, -2)
			d.Slot = order.Slot{Start: d.At.Add(24 * time.Hour), End: d.At.Add(25 * time.Hour)}
		}
	}, lives[op.OperationID]...)
}

// version is what a change of the document at path must present.
func (s *scene) version(path string) string {
	s.t.Helper()
	now := s.as(asOwner).get(path).must(200)
	if tag := now.header.Get("ETag"); strings.HasPrefix(tag, `"`) {
		return tag
	}
	return fmt.Sprintf(`"%d"`, now.number("version"))
}

// example is the contract's example of a body, to be changed at will.
func (s *scene) example(op operation) object {
	s.t.Helper()
	media := op.RequestBody.Value.Content.Get("application/json")
	if media == nil {
		s.t.Fatalf("%s: this test has no body for %s", op.OperationID, op.path)
	}
	value := media.Example
	for _, e := range media.Examples {
		value = e.Value.Value
	}
	text, err := json.Marshal(value)
	s.did(err)
	out := object{}
	s.did(json.Unmarshal(text, &out))
	return out
}

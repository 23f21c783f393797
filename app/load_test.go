package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/ident"
	"cabas/infra/db"
)

// crowd is customers who place baskets again and again, at one server after
// another, and remember what they were promised.
type crowd struct {
	seller   *person  // of the shop
	shop     string   // where they buy
	request  object   // without a basket and a slot
	slots    []string // to choose from
	refresh  string
	token    string
	client   *http.Client
	sequence atomic.Int64
	careless bool // nobody repeats what was refused

	mu       sync.Mutex
	promised map[ident.ID]ident.ID // order by basket
	unsure   []object              // sent, and not answered as placed
	statuses map[int]int           // 0 is no answer
	retry    map[string]int        // Retry-After by status
	slowest  time.Duration
}

// gather opens a shop with plenty of bread on the world, open day and night,
// and a crowd around it.
func (w *world) gather() *crowd {
	w.t.Helper()
	martin, _ := w.signUp("martin@exemple.fr", "Martin")
	_, tokens := w.signUp("camille@exemple.fr", "Camille")
	shop := martin.opensShop("Épi")
	week := weekFrom("00:00-24:00")
	week["monday"] = week["tuesday"]
	martin.match(`"2"`).put("/shops/"+shop+"/hours", object{"week": week}).must(200)
	martin.roomy(shop)
	one := wish(shop, martin.sells(shop, "Pain de campagne", 450, 1_000_000), 2)
	quote := w.bearing(tokens.text("accessToken")).post("/quotes", object{"shops": []object{one}}).must(200)
	c := &crowd{seller: martin, shop: shop, request: checkoutOf(quote, one), refresh: tokens.text("refreshToken"), token: tokens.text("accessToken"),
		client: &http.Client{Timeout: time.Minute}}
	delete(c.request, "customer")
	// Not the first slots: their deadlines may pass meanwhile.
	for after := ""; ; {
		days := w.nobody().get("/shops/" + shop + "/slots?way=counter&limit=100" + after).must(200)
		for _, s := range days.at("items").([]any) {
			c.slots = append(c.slots, s.(object)["start"].(string))
		}
		next, more := days.at("next").(string)
		if !more {
			break
		}
		after = "&after=" + url.QueryEscape(next)
	}
	c.slots = c.slots[4:]
	c.forget()
	return c
}

// forget starts the statistics afresh; promises are kept.
func (c *crowd) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.promised == nil {
		c.promised = map[ident.ID]ident.ID{}
	}
	c.statuses, c.retry, c.slowest = map[int]int{}, map[string]int{}, 0
}

// buy places a new basket and answers the status, 0 without an answer.
func (c *crowd) buy(base string) int {
	request := maps.Clone(c.request)
	request["basketId"] = ident.New("bsk")
	shop := maps.Clone(request["shops"].([]object)[0])
	shop["slot"] = object{"start": c.slots[int(c.sequence.Add(1))%len(c.slots)]}
	request["shops"] = []object{shop}
	return c.send(base, request)
}

func (c *crowd) send(base string, request object) int {
	basket := request["basketId"].(ident.ID)
	started := time.Now()
	status, after, order := c.post(base, string(basket), request)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.statuses[status]++
	c.slowest = max(c.slowest, time.Since(started))
	if status == http.StatusCreated {
		c.promised[basket] = order
	} else if !c.careless {
		c.unsure = append(c.unsure, request)
	}
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests {
		c.retry[fmt.Sprint(status, " ", after)]++
	}
	return status
}

// post sends one request; the key is the basket's name.
func (c *crowd) post(base, key string, request object) (status int, after string, order ident.ID) {
	body, err := json.Marshal(request)
	if err != nil {
		panic(err)
	}
	req, err := http.NewRequest("POST", base+"/api/v1/checkouts", bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	req.Header = http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer " + c.token}, "Idempotency-Key": {key}}
	res, err := c.client.Do(req)
	if err != nil {
		return 0, "", ""
	}
	defer res.Body.Close()
	var placed struct {
		Orders []struct{ ID ident.ID }
	}
	content, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, "", ""
	}
	if res.StatusCode == http.StatusCreated && (json.Unmarshal(content, &placed) != nil || len(placed.Orders) != 1) {
		return 0, "", ""
	}
	if len(placed.Orders) == 1 {
		order = placed.Orders[0].ID
	}
	return res.StatusCode, res.Header.Get("Retry-After"), order
}

// rush has so many customers buy until stop is called, which waits for them.
func (c *crowd) rush(customers int, base string) (stop func()) {
	done := make(chan struct{})
	var all sync.WaitGroup
	for range customers {
		all.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if c.buy(base) != http.StatusCreated {
					time.Sleep(200 * time.Millisecond) // clients wait longer; a test has less time
				}
			}
		})
	}
	return func() { close(done); all.Wait() }
}

// awaits waits until somebody was answered so since the statistics began.
func (c *crowd) awaits(t *testing.T, status int) {
	t.Helper()
	await(t, fmt.Sprintf("a customer is answered %d", status), func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.statuses[status] > 0
	})
}

// insist sends again what was not answered as placed, as clients do: told to
// come back, they come back. It fails the test when something still is not
// placed after a minute.
func (c *crowd) insist(t *testing.T, base string) {
	t.Helper()
	for until := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		c.mu.Lock()
		unsure := c.unsure
		c.unsure = nil
		c.mu.Unlock()
		if len(unsure) == 0 {
			return
		}
		for _, request := range unsure {
			if status := c.send(base, request); status != http.StatusCreated && (status != http.StatusServiceUnavailable || time.Now().After(until)) {
				t.Fatalf("repeated, a basket is answered %d", status)
			}
		}
	}
}

// renew trades the refresh token for new tokens.
func (c *crowd) renew(t *testing.T, base string) {
	t.Helper()
	body, _ := json.Marshal(object{"refreshToken": c.refresh})
	res, err := c.client.Post(base+"/api/v1/sessions/refresh", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var tokens struct{ AccessToken, RefreshToken string }
	if err := json.NewDecoder(res.Body).Decode(&tokens); err != nil || tokens.AccessToken == "" {
		t.Fatalf("refreshing: %s, %v", res.Status, err)
	}
	c.token, c.refresh = tokens.AccessToken, tokens.RefreshToken
}

// audit checks that every promise is kept once and that the books agree.
func (c *crowd) audit(t *testing.T, d *db.DB) {
	t.Helper()
	kept := orderBook(t, d)
	c.mu.Lock()
	defer c.mu.Unlock()
	for basket, order := range c.promised {
		if got := kept[basket]; len(got) != 1 || got[0] != order {
			t.Errorf("basket %s was promised order %s; kept are %v", basket, order, got)
		}
	}
	for basket, orders := range kept {
		if len(orders) != 1 {
			t.Errorf("basket %s has the orders %v", basket, orders)
		}
	}
	healthy(t, d)
}

// healthy fails the test unless the doctor is content.
func healthy(t *testing.T, d *db.DB) {
	t.Helper()
	r, err := app.Examine(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	for _, difference := range r.Differences {
		t.Errorf("the doctor says: %s", difference)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

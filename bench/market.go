package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"time"
)

type object = map[string]any

// market is what the figures are measured on: two shops that are open every
// hour of every day, with stock and slots that do not run out.
type market struct {
	b     *bench
	token string
	shops []stall
}

type stall struct {
	id       string
	products []string
	variants []string
}

// openMarket opens the shops as a shopkeeper would, over HTTP.
func openMarket(b *bench) (*market, error) {
	m := &market{b: b}
	if err := m.signIn("marchande@exemple.fr"); err != nil {
		return nil, err
	}
	for n := range 2 {
		s, err := m.openShop(fmt.Sprintf("Halle %d", n+1))
		if err != nil {
			return nil, err
		}
		m.shops = append(m.shops, s)
	}
	return m, nil
}

var code = regexp.MustCompile(`\b\d{6}\b`)

// signIn opens an account with the code that the demonstration lets one read.
func (m *market) signIn(email string) error {
	if err := m.call("POST", "/accounts", object{"email": email, "displayName": "Marchande", "language": "fr"}, nil); err != nil {
		return err
	}
	var mails struct{ Items []struct{ Text string } }
	if err := m.call("GET", "/demo/mails", nil, &mails); err != nil {
		return err
	}
	if len(mails.Items) == 0 {
		return fmt.Errorf("no letter came")
	}
	var session struct{ AccessToken string }
	err := m.call("POST", "/sessions", object{"email": email, "code": code.FindString(mails.Items[0].Text)}, &session)
	m.token = session.AccessToken
	return err
}

func (m *market) openShop(name string) (stall, error) {
	address := object{"line1": "1 place du Marché", "postcode": "91410", "city": "Dourdan"}
	var opened struct{ ID string }
	err := m.call("POST", "/shops", object{"name": name, "trade": "bakery", "town": "91200", "address": address}, &opened)
	if err != nil {
		return stall{}, err
	}
	always, closed := object{}, object{}
	for _, day := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		always[day], closed[day] = []object{{"from": "00:00", "to": "24:00"}}, []object{}
	}
	path := "/shops/" + opened.ID
	for _, step := range []struct {
		method, path string
		body         object
	}{
		{"PUT", path + "/seller", object{"professional": true, "legalName": name, "legalForm": "EI", "siret": "73282932000074", "vatExempt": true,
			"address": address, "phone": "0199000001", "email": "halle@exemple.fr", "selfCertified": true,
			"mediator": object{"name": "Médiation", "website": "https://mediateur.exemple.fr"}}},
		{"PUT", path + "/hours", object{"week": always}},
		{"PUT", path + "/ways", object{"counter": object{"offered": true, "leadMinutes": 0, "slotMinutes": 60, "capacity": 1000, "daysAhead": 7},
			"delivery": object{"offered": false, "leadMinutes": 0, "slotMinutes": 60, "capacity": 1, "daysAhead": 7, "week": closed, "postcodes": []string{"91410"}, "feeCents": 0, "minimumCents": 0}}},
		{"PATCH", path, object{"settings": object{"waiveGuestConfirmation": true}}},
	} {
		if err := m.edit(step.method, step.path, step.body); err != nil {
			return stall{}, err
		}
	}
	s := stall{id: opened.ID}
	for n := range 60 {
		var made struct {
			ID       string
			Variants []struct{ ID string }
		}
		if err := m.call("POST", path+"/products", object{
			"name": fmt.Sprintf("Tarte numéro %d", n), "description": "Pommes de la vallée de Chevreuse, pâte feuilletée pur beurre.",
			"category": "Pâtisseries", "saleUnit": "piece", "vatRate": 550, "published": true, "withdrawal": "perishable",
			"variants": []object{{"priceCents": 1450, "stockMode": "counted", "initialStock": object{"unit": "piece", "amount": 9_000_000}}},
		}, &made); err != nil {
			return stall{}, err
		}
		s.products, s.variants = append(s.products, made.ID), append(s.variants, made.Variants[0].ID)
	}
	return s, nil
}

// edit changes a document that people edit, presenting its version.
func (m *market) edit(method, path string, body object) error {
	var document struct{ Version int }
	if err := m.call("GET", path, nil, &document); err != nil {
		document.Version = 0 // not declared yet
	}
	req, err := m.request(method, path, body)
	if err != nil {
		return err
	}
	req.Header.Set("If-Match", fmt.Sprintf(`"%d"`, document.Version))
	return m.send(req, nil)
}

func (m *market) call(method, path string, body object, into any) error {
	req, err := m.request(method, path, body)
	if err != nil {
		return err
	}
	return m.send(req, into)
}

func (m *market) request(method, path string, body object) (*http.Request, error) {
	var reader io.Reader
	if body != nil {
		content, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		reader = bytes.NewReader(content)
	}
	req, err := http.NewRequest(method, "http://"+m.b.address+"/api/v1"+path, reader)
	if err != nil {
		return nil, err
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if m.token != "" {
		req.Header.Set("Authorization", "Bearer "+m.token)
	}
	req.Header.Set("Idempotency-Key", fmt.Sprintf("bench-%d", time.Now().UnixNano()))
	return req, nil
}

func (m *market) send(req *http.Request, into any) error {
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s answered %d: %s", req.Method, req.URL.Path, res.StatusCode, content)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(content, into)
}

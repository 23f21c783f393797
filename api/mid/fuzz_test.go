package mid

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"cabas/api/gen"
	"cabas/domain/kernel/fault"
)

const basket = `{"basketId":"bsk_01h455vb4pex5vsknk084sn02q","shops":[{"shopId":"shp_01h455vb4pex5vsknk084sn02q","way":"counter",` +
	`"lines":[{"variantId":"var_01h455vb4pex5vsknk084sn02q","quantity":{"unit":"piece","amount":3}}]}]}`

// FuzzQuoteRequest: a body passes the contract and is then read by what is
// generated from it, or it is the caller's mistake.
func FuzzQuoteRequest(f *testing.F) {
	contract, err := openapi3.NewLoader().LoadFromData(gen.Contract)
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{basket, `{}`, `[]`, `null`, `{"shops":`, `{"shops":[{"lines":[{"quantity":{"amount":1e400}}]}]}`, "\xff", ``,
		`{"basketId":null,"shops":[]}`, `{"admin":true}`, basket + basket} {
		f.Add([]byte(s))
	}
	e := echo.New()
	follow := Follow(contract, "")(func(c echo.Context) error {
		var body gen.QuoteRequest
		return json.NewDecoder(c.Request().Body).Decode(&body)
	})
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequest("POST", "/quotes", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		c := e.NewContext(r, httptest.NewRecorder())
		c.SetPath("/quotes")
		if err := follow(c); err != nil && fault.KindOf(err) != fault.Malformed {
			t.Fatalf("%q: %v", body, err)
		}
	})
}

// FuzzHeaders: whatever stands in them, a language is chosen and tags compared.
func FuzzHeaders(f *testing.F) {
	for _, s := range []string{"fr-FR,fr;q=0.9,en;q=0.8", "en", "*", "de;q=2", `W/"abc", "def"`, ",", "\xff", "en-u-co-phonebk-x-" + "a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if l := preferred(s); l != "fr" && l != "en" {
			t.Fatalf("%q speaks %q", s, l)
		}
		if s != "" && s == `"tag"` && !matches(s, `"tag"`) {
			t.Fatalf("%q does not match itself", s)
		}
	})
}

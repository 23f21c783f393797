package notification

import (
	"strings"
	"testing"

	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
)

func TestOnlyPublicNamesTakeAlerts(t *testing.T) {
	for endpoint, good := range map[string]bool{
		"https://fcm.googleapis.com/fcm/send/abc:def":             true,
		"https://updates.push.services.mozilla.com/wpush/v2/gAAA": true,
		"https://web.push.apple.com:443/QK?x=1":                   true,
		"https://WNS2-par02p.notify.windows.com/w/?token=BQ%3d":   true,
		"http://fcm.googleapis.com/x":                             false,
		"https://fcm.googleapis.com:8443/x":                       false,
		"https://user@fcm.googleapis.com/x":                       false,
		"https://fcm.googleapis.com/x#fragment":                   false,
		"https://192.168.1.1/x":                                   false,
		"https://[::ffff:10.0.0.1]/x":                             false,
		"https://0x7f000001/x":                                    false,
		"https://127.0.0.1./x":                                    false,
		"https://017700000001/x":                                  false,
		"https://127.1/x":                                         false,
		"https://localhost/x":                                     false,
		"https://a.localhost./x":                                  false,
		"https://metadata.google.internal/x":                      false,
		"https://nas.local/x":                                     false,
		"https:fcm.googleapis.com":                                false,
		"ftp://fcm.googleapis.com/x":                              false,
		"https://exa%00mple.com/x":                                false,
		"https://ex\u0430mple.com/x":                              false,
		"https://fcm.googleapis.com/" + strings.Repeat("a", 1000): false,
		"": false,
	} {
		if publicAddress(endpoint) != good {
			t.Errorf("%q: %v", endpoint, !good)
		}
	}
}

func TestAlertsAreWordedInBothLanguages(t *testing.T) {
	for kind, to := range alertSides {
		for _, l := range []speak.Language{speak.French, speak.English} {
			a := Alert{To: Subscription{Language: l}, Kind: kind, Order: ident.New("ord"), Number: "K7-4821", Shop: "L'Épi\n{number} d'or"}
			m := a.message()
			said := m.Title + m.Body
			if m.Title == "" || m.Body == "" || !strings.Contains(said, "K7-4821") || !strings.Contains(said, "L'Épi {number} d'or") || strings.Contains(said, "{shop}") {
				t.Errorf("%s in %s reads %+v", kind, l, m)
			}
			page := "/commandes/"
			if to == toShop {
				page = "/boutique/commandes/"
			}
			if m.Path != page+a.Order.String() || m.Tag != a.Order.String() || len(m.Tag) > 32 {
				t.Errorf("%s opens %+v", kind, m)
			}
		}
	}
}

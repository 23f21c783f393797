package notification

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/measure"
	"cabas/domain/kernel/speak"
)

var update = flag.Bool("update", false, "write the golden files")

func testPress(t *testing.T) *Press {
	t.Helper()
	p, err := NewPress(Site{Name: "Cabas de Dourdan", Address: "https://cabas.exemple.fr", Demo: false})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testOrder(t *testing.T) OrderView {
	t.Helper()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	slot := time.Date(2026, 11, 28, 9, 30, 0, 0, time.UTC)
	return OrderView{
		ID: "ord_1", Number: "K7-4821", State: "placed", Way: "counter",
		Shop: ShopView{Name: "Boulangerie Martin", Address: "12 rue Saint-Pierre, 91410 Dourdan", Phone: "01 64 59 00 00",
			Email: "bonjour@boulangerie-martin.exemple.fr", Language: "fr", Zone: paris},
		Customer: CustomerView{Name: "Camille Durand", Email: "camille.durand@exemple.fr", Phone: "06 12 34 56 78", Language: "fr"},
		Lines: []LineView{
			{Name: "Tradition", Quantity: measure.Quantity{Unit: measure.Piece, Amount: 3}, Cents: 390},
			{Name: "Comté 18 mois", Quantity: measure.Quantity{Unit: measure.Gram, Amount: 300}, Cents: 870},
		},
		ItemsCents: 1260, TotalCents: 1260,
		VAT:       []VATView{{Rate: 550, GrossCents: 1260, TaxCents: 66}},
		SlotStart: slot, SlotEnd: slot.Add(30 * time.Minute), AcceptBy: slot.Add(-18 * time.Hour),
		PickupCode: "4821", Link: "https://cabas.exemple.fr/commande/ord_1#s=secret", ShopLink: "https://cabas.exemple.fr/boutique/commandes/ord_1",
		Seller:     []string{"Martin SARL, 12 rue Saint-Pierre, 91410 Dourdan", "SIRET 732 829 320 00074, TVA FR44732829320"},
		Withdrawal: []string{"Vous pouvez vous rétracter pendant 14 jours, sauf pour les denrées périssables."},
		Reason:     "Le four\nest en <panne>\n[code]", Note: "Bien cuite",
	}
}

func testDelivery(t *testing.T) OrderView {
	v := testOrder(t)
	v.Way, v.DeliveryAddress = "delivery", "3 rue d'Étampes, 91410 Dourdan"
	v.DeliveryCents, v.TotalCents = 300, 1560
	return v
}

// golden compares with the file of the name, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; if it should, run the test with -update and read the difference\ngot:\n%s", name, got)
	}
}

func TestEveryLetterInBothLanguages(t *testing.T) {
	p := testPress(t)
	for _, l := range []speak.Language{speak.French, speak.English} {
		for kind, sides := range letters {
			for _, to := range sides {
				w, err := p.order(l, kind, to, testOrder(t))
				check(t, kind+"."+string(to), l, w, err)
			}
		}
		w, err := p.order(l, "order.placed", toCustomer, testDelivery(t))
		check(t, "order.placed.customer.delivery", l, w, err)
		for kind, data := range map[string]map[string]string{
			AccountRegister: {"code": "482193"}, AccountSignIn: {"code": "482193"}, AccountKnown: {"code": "482193"},
			CheckoutCode:          {"code": "482193", "minutes": "30", "orders": "K7-4821 (Boulangerie Martin), K7-4822 (Au Bon Fromage)", "link": "https://cabas.exemple.fr/suivi/bsk_1#secret"},
			AccountPasskeyRemoved: {"name": "Téléphone, <Chrome>", "link": "https://cabas.exemple.fr/mon-compte"},
			AccountPasskeyAdded:   {"name": "Téléphone, <Chrome>", "link": "https://cabas.exemple.fr/mon-compte"},
			AccountPasskeySuspect: {"name": "Téléphone, <Chrome>", "link": "https://cabas.exemple.fr/mon-compte"},
			StaffInvited:          {"shop": "Boulangerie Martin", "inviter": "Paul Martin", "role": "preparer", "link": "https://cabas.exemple.fr/invitation#s=secret"},
			AccountVerify:         {"code": "482193", "link": "https://cabas.exemple.fr/mon-compte/adresse#verifier=482193"},
			AccountEmail:          {"code": "482193", "link": "https://cabas.exemple.fr/mon-compte/adresse#changer=482193"}, AccountTaken: {},
			AccountReset:    {"link": "https://cabas.exemple.fr/mot-de-passe#secret"},
			AccountSignedIn: {"device": "Téléphone de Léa", "kept": "", "link": "https://cabas.exemple.fr/mot-de-passe"},
			AccountActed:    {"who": "Camille Roussel", "reason": "Votre commande <K7-4821> ne s'ouvrait plus", "link": "https://cabas.exemple.fr/mon-compte"},
			AccountPassword: {"what": "changed", "link": "https://cabas.exemple.fr/mot-de-passe"}, AccountMoved: {"email": "c•••@exemple.fr"},
		} {
			w, err := p.letter(l, Letter{Kind: kind, Name: "Léa", Data: data})
			check(t, kind, l, w, err)
		}
	}
}

func check(t *testing.T, kind string, l speak.Language, w Words, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s in %s: %v", kind, l, err)
		return
	}
	if w.Subject == "" || strings.Contains(w.Text+w.HTML, "<no value>") || strings.Contains(w.HTML, "ZgotmplZ") {
		t.Errorf("%s in %s is not worded: %+v", kind, l, w)
	}
	golden(t, kind+"."+string(l)+".txt", "Subject: "+w.Subject+"\n\n"+w.Text)
	golden(t, kind+"."+string(l)+".html", w.HTML)
}

func TestWhatPeopleTypedCannotPassForOurs(t *testing.T) {
	w, err := testPress(t).order(speak.French, "order.refused", toCustomer, testOrder(t))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(w.HTML, "<panne>") || strings.Contains(w.Text, "4821\n\n") || !strings.Contains(w.Text, "Le four est en <panne> [code]") {
		t.Errorf("a reason became more than text:\n%s", w.Text)
	}
}

func TestLettersRefuseMissingDataAndKinds(t *testing.T) {
	p := testPress(t)
	if _, err := p.letter(speak.French, Letter{Kind: StaffInvited, Data: map[string]string{"shop": "x"}}); err == nil {
		t.Error("an invitation without a role was worded")
	}
	if _, err := p.letter(speak.French, Letter{Kind: "no.such"}); err == nil {
		t.Error("an unknown letter was worded")
	}
}

func TestTheDemonstrationMarksEveryLetter(t *testing.T) {
	p, err := NewPress(Site{Name: "Cabas", Address: "http://localhost:8080", Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	w, err := p.letter(speak.French, Letter{Kind: AccountSignIn, Data: map[string]string{"code": "482193"}})
	if err != nil || !strings.Contains(w.Text, "Démonstration") || !strings.Contains(w.HTML, "Démonstration") {
		t.Errorf("not marked: %v", err)
	}
}

func TestSubjectsHoldNoSecret(t *testing.T) {
	for name, words := range testPress(t).words {
		for line := range strings.Lines(words.Root.String()) {
			if strings.HasPrefix(line, "Subject:") && (strings.Contains(line, ".Data.code") || strings.Contains(line, "PickupCode")) {
				t.Errorf("%s tells a secret in its subject", name)
			}
		}
	}
	w, err := testPress(t).letter(speak.French, Letter{Kind: AccountSignIn, Data: map[string]string{"code": "482193"}})
	if err != nil || !strings.Contains(w.Text, "482193") || !strings.Contains(w.HTML, "482193") {
		t.Errorf("the code is not told: %v", err)
	}
}

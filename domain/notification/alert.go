package notification

import (
	"crypto/ecdh"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/speak"
	"cabas/domain/order"
)

// Subscription is where one signed-in device takes alerts: an address at the
// push service of its browser's maker, and the keys that only this device can
// read messages with (RFC 8291). It ends with the session.
type Subscription struct {
	Session, Account ident.ID
	Endpoint         string
	// Key is a point on P-256, Auth sixteen bytes both sides know.
	Key, Auth []byte
	Language  speak.Language
	CreatedAt time.Time
}

// MaxSubscriptions is how many devices of one account take alerts; the oldest
// gives way.
const MaxSubscriptions = 10

const (
	maxEndpoint = 1000
	authLen     = 16
)

// check refuses what no browser gives: an address that is not https, on another
// port, or of a machine instead of a public name, and keys of another kind. What
// a name leads to is looked at when it is called.
func (s Subscription) check() error {
	var c fault.Check
	c.If(!publicAddress(s.Endpoint), "/endpoint", fault.FieldMalformed)
	_, err := ecdh.P256().NewPublicKey(s.Key)
	c.If(err != nil, "/key", fault.FieldMalformed)
	c.If(len(s.Auth) != authLen, "/auth", fault.FieldMalformed)
	return c.Err()
}

func publicAddress(endpoint string) bool {
	u, err := url.Parse(endpoint)
	if err != nil || len(endpoint) > maxEndpoint || u.Scheme != "https" || u.User != nil || u.Opaque != "" || u.Fragment != "" || u.Port() != "" && u.Port() != "443" {
		return false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") || strings.ContainsFunc(host, odd) {
		return false
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	return strings.Trim(last, "0123456789") != "" && !reserved[last]
}

// odd tells what a host name on the public internet has not.
func odd(r rune) bool {
	return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '.' && r != '-'
}

// reserved are top-level names that lead nowhere public (RFC 6761, RFC 8375).
var reserved = map[string]bool{"localhost": true, "local": true, "internal": true, "lan": true, "home": true, "arpa": true, "test": true, "invalid": true, "onion": true}

// Alert is a word about an order on its way to one device.
type Alert struct {
	ID ident.ID
	// Source is the fact it tells of: one fact gives one alert to a device,
	// however often it is told.
	Source ident.ID
	To     Subscription
	// Kind names what happened, as the fact does.
	Kind         string
	Order        ident.ID
	Number, Shop string
	CreatedAt    time.Time
	NextTry      time.Time
	Tries        int
}

// String is the identifier, and nothing of where the alert goes.
func (a Alert) String() string { return a.ID.String() }

// alertWaits are the pauses after each failed try; after the last one the alert
// is given up, for by then its mail has told the same.
var alertWaits = [...]time.Duration{30 * time.Second, 2 * time.Minute, 10 * time.Minute}

// AlertLife is how long a push service keeps an alert for a device that is off.
const AlertLife = 4 * time.Hour

// alertSides says who is alerted of what.
var alertSides = map[string]side{
	order.FactPlaced:   toShop,
	order.FactAccepted: toCustomer,
	order.FactReady:    toCustomer,
	order.FactRefused:  toCustomer,
}

// AlertMessage is an alert as the device shows it. It names the order and the
// shop, and nobody.
type AlertMessage struct {
	Title, Body string
	// Path is the page it opens, Tag what makes a later alert take its place.
	Path, Tag string
}

// message words the alert.
func (a Alert) message() AlertMessage {
	words := alertWords[a.To.Language][a.Kind]
	fill := strings.NewReplacer("{shop}", oneLine(a.Shop), "{number}", a.Number)
	m := AlertMessage{Title: fill.Replace(words[0]), Body: fill.Replace(words[1]), Path: "/commandes/" + a.Order.String(), Tag: a.Order.String()}
	if alertSides[a.Kind] == toShop {
		m.Path = "/boutique/commandes/" + a.Order.String()
	}
	return m
}

var alertWords = map[speak.Language]map[string][2]string{
	speak.French: {
		order.FactPlaced:   {"Nouvelle commande {number}", "{shop} : elle attend votre réponse."},
		order.FactAccepted: {"Commande acceptée", "{shop} prépare votre commande {number}."},
		order.FactReady:    {"Commande prête", "{shop} : votre commande {number} est prête."},
		order.FactRefused:  {"Commande refusée", "{shop} ne peut pas préparer votre commande {number}."},
	},
	speak.English: {
		order.FactPlaced:   {"New order {number}", "{shop}: it waits for your answer."},
		order.FactAccepted: {"Order accepted", "{shop} is preparing your order {number}."},
		order.FactReady:    {"Order ready", "{shop}: your order {number} is ready."},
		order.FactRefused:  {"Order refused", "{shop} cannot prepare your order {number}."},
	},
}

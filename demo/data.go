// Package demo holds the demonstration town, Dourdan, as files that a person
// can read and edit: its invented shops, their products, the people and a few
// orders. It reads those files and refuses what is misspelt; it decides no rule
// and stores nothing. It imports the standard library and a YAML reader only;
// whoever loads the town goes through the use cases, as a shopkeeper would.
package demo

// Data is the whole demonstration town.
type Data struct {
	Shops     []Shop // in the order of their file names
	Passwords map[string]string
	People    []Person
	Checkouts []Checkout
}

// Shop is one file of the folder shops.
type Shop struct {
	Slug        string     `yaml:"slug"`
	Name        string     `yaml:"name"`
	Trade       string     `yaml:"trade"` // a key of shop.Trades
	Description string     `yaml:"description"`
	Awning      string     `yaml:"awning"` // a key of Awnings
	Address     Address    `yaml:"address"`
	Position    *Position  `yaml:"position"` // nil for a trader without premises
	Phone       string     `yaml:"phone"`
	Email       string     `yaml:"email"`
	Seller      Seller     `yaml:"seller"`
	AutoAccept  bool       `yaml:"auto_accept"`
	Hours       Week       `yaml:"hours"`
	Ways        Ways       `yaml:"ways"`
	Staff       []Staff    `yaml:"staff"`
	Categories  []Category `yaml:"categories"`
	Products    []Product  `yaml:"products"`
	Photo       []byte     `yaml:"-"` // from photos.yaml
}

// Address is a postal address in France. A trader without premises has a town
// and no street.
type Address struct {
	Street   string `yaml:"street"`
	Postcode string `yaml:"postcode"`
	City     string `yaml:"city"`
	INSEE    string `yaml:"insee"`
}

// Position is a point in degrees (WGS 84).
type Position struct {
	Lat float64 `yaml:"lat"`
	Lon float64 `yaml:"lon"`
}

// Awnings gives the colour of each awning that a shop can choose.
var Awnings = map[string]string{
	"basil": "#1f6b4a", "brick": "#b23a1e", "butter": "#f4c95d", "sky": "#1d5c8a",
	"plum": "#6b3a63", "olive": "#6a6a1f", "slate": "#2e3a3b", "rose": "#a83a5b",
}

// Seller is the legal identity that every offer must show. It has a VATNumber,
// or is VATExempt ("TVA non applicable, art. 293 B du CGI").
type Seller struct {
	LegalName string   `yaml:"legal_name"`
	LegalForm string   `yaml:"legal_form"`
	Address   *Address `yaml:"address"` // the shop's own where nil
	SIRET     string   `yaml:"siret"`
	VATNumber string   `yaml:"vat_number"`
	VATExempt bool     `yaml:"vat_exempt"`
	Mediator  Mediator `yaml:"mediator"`
}

// Mediator is the consumer mediator whom a seller must name.
type Mediator struct {
	Name    string `yaml:"name"`
	Website string `yaml:"website"`
}

// Ways are the manners in which an order reaches its customer.
type Ways struct {
	Counter  SlotRule  `yaml:"counter"`
	Delivery *Delivery `yaml:"delivery"` // nil when the shop does not deliver
}

// SlotRule says how the hours are cut into slots and how soon one may come.
type SlotRule struct {
	LeadMinutes int `yaml:"lead_minutes"`
	SlotMinutes int `yaml:"slot_minutes"`
	Capacity    int `yaml:"capacity"` // orders per slot
}

// Delivery is the shop's own delivery, with its own weekly hours.
type Delivery struct {
	SlotRule      `yaml:",inline"`
	Postcodes     []string `yaml:"postcodes"`
	FeeCents      int64    `yaml:"fee_cents"`
	MinimumCents  int64    `yaml:"minimum_cents"`
	FreeFromCents int64    `yaml:"free_from_cents"` // 0: never free
	Hours         Week     `yaml:"hours"`
}

// Staff is one person's work in a shop: owner, manager or preparer.
type Staff struct {
	Person string `yaml:"person"`
	Role   string `yaml:"role"`
}

// Person is somebody who can sign in, with the password of their role.
type Person struct {
	Key      string   `yaml:"key"`
	Name     string   `yaml:"name"`
	Email    string   `yaml:"email"`
	Phone    string   `yaml:"phone"`
	Language string   `yaml:"language"` // fr or en
	Role     string   `yaml:"role"`     // admin, agent, shop or customer
	Town     string   `yaml:"town"`     // INSEE code, for an agent
	Address  *Address `yaml:"address"`
}

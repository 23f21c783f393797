package demo

import "time"

// Checkout is one basket placed, with one order for each shop. Either Customer
// or Guest is filled.
type Checkout struct {
	Key      string  `yaml:"key"`
	Customer string  `yaml:"customer"` // a person's key
	Guest    *Guest  `yaml:"guest"`
	Placed   Placed  `yaml:"placed"`
	Orders   []Order `yaml:"orders"`
}

// Guest is a customer without an account.
type Guest struct {
	Name     string   `yaml:"name"`
	Email    string   `yaml:"email"`
	Phone    string   `yaml:"phone"`
	Language string   `yaml:"language"`
	Address  *Address `yaml:"address"`
}

// Placed says when the basket was placed: a duration before now, or before the
// earliest slot of its orders. Exactly one is above zero.
type Placed struct {
	Ago        time.Duration `yaml:"ago"`
	BeforeSlot time.Duration `yaml:"before_slot"`
}

// Order is what one shop prepares of a checkout, and the state it has reached.
type Order struct {
	Shop   string `yaml:"shop"` // a slug
	Way    string `yaml:"way"`  // counter or delivery
	Slot   Slot   `yaml:"slot"`
	State  string `yaml:"state"`  // one of States
	Reason string `yaml:"reason"` // told to the customer when the shop says no
	Note   string `yaml:"note"`   // from the customer
	Lines  []Line `yaml:"lines"`
}

// Slot asks for the first slot that starts at or after Time on Day.
type Slot struct {
	Day  Day  `yaml:"day"`
	Time Time `yaml:"time"`
}

// Line is a quantity of a product: pieces, or grams when sold by weight.
type Line struct {
	Product  string `yaml:"product"`
	Variant  string `yaml:"variant"`
	Quantity int64  `yaml:"quantity"`
}

// States lists the states that the demonstration shows, each at least once.
var States = []string{
	"placed", "accepted", "ready", "collected", "out_for_delivery", "delivered",
	"refused", "cancelled_by_customer", "cancelled_by_shop", "expired", "not_collected",
}

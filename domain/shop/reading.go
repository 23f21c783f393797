package shop

import (
	"time"

	"cabas/domain/kernel/calendar"
	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/ident"
)

// ForOrdering is what rooms that take orders need of a shop.
type ForOrdering struct {
	ID      ident.ID
	Slug    string
	Name    string
	Trade   string
	Colour  string
	Selling bool
	// Blockers are why it does not sell, as SellingBlockers gives them.
	Blockers          []string
	Schedule          calendar.Schedule
	Zone              *time.Location
	AutoAccept        bool
	WaiveConfirmation bool
	AcceptWithin      time.Duration // of opening time
	Seller            Seller
	Town              Town
	Address           *Address
	Position          *geo.Point
	// Phone is the shop's, or the seller's when the shop shows none.
	Phone    string
	Email    string
	Language string
}

// ForOrdering gives what rooms that take orders need of the shop.
func (s Shop) ForOrdering() ForOrdering {
	phone := s.Contact.Phone
	if phone == "" {
		phone = s.Seller.Phone
	}
	return ForOrdering{
		ID: s.ID, Slug: s.Slug, Name: s.Name, Trade: s.Trade, Colour: s.Colour,
		Selling: s.Selling(), Blockers: s.SellingBlockers(), Schedule: s.Schedule(), Zone: s.Location(),
		AutoAccept: s.Policy.AutoAccept, WaiveConfirmation: s.Policy.WaiveConfirmation, AcceptWithin: s.Policy.AcceptWithin,
		Seller: s.Seller, Town: s.Town, Address: s.Address, Position: s.Position,
		Phone: phone, Email: s.Contact.Email, Language: s.Contact.Language,
	}
}

// Place is a shop that somebody works in.
type Place struct {
	ID         ident.ID
	Slug, Name string
	Role       Role
}

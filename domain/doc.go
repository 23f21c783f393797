// Package domain is the town: its rules and use cases, without any I/O. Each
// folder is a room that owns one subject. A room imports the standard library
// and rooms of a lower rank, never one beside or above it; arch_test.go
// enforces the ranks:
//
//	 0  kernel         small values that all share
//	 1  platform       settings, audit trail
//	 2  account        people, sessions, roles
//	 3  town           the communes
//	 3  media          photos and their files
//	 4  shop           shops, staff, hours
//	 5  catalog        products and stock
//	 6  fulfilment     ways, zones, slots
//	 7  basket         what a basket costs
//	 8  order          the life of one shop's order
//	 9  checkout       placing one basket over several shops
//	 9  rehearsal      practice orders, apart from real ones
//	10  privacy        what is kept about people, and forgetting it
//	11  notification   telling people
//	11  live           the live board
//	11  doctor         whether the books agree
//	11  sitemap        what search engines may be told of
package domain

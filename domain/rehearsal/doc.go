// Package rehearsal owns practice: orders that a shop's staff place with
// themselves, to accept, prepare and hand over before the first customer comes.
// A rehearsal follows the rules of real orders and is none: it is kept apart, so
// that no list, figure, letter, number, slot or stock can know of it. It refuses
// to tell facts. It may import the rooms order, catalog and shop and those below.
package rehearsal

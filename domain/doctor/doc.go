// Package doctor recomputes what the books must sum up to: stock from its
// movements and open orders, slots from the orders booked in them, orders from
// their lines, facts from their positions. It tells of every difference in
// plain words and refuses to mend any: it only reads. It may import every room
// below.
package doctor

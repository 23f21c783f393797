package communes

import "slices"

// sortKey is the place of a town in a list as one number: the order (match or
// metres), whether its centre is approximate, its rank by population.
type sortKey uint64

const maxOrder = 1 << 30

// sortKey numbers a row's place; whether the centre is known counts for
// distances only.
func (t *table) sortKey(order int, row uint16, distance bool) sortKey {
	k := sortKey(order)<<17 | sortKey(t.rank[row])
	if distance && t.guessed.has(row) {
		k |= 1 << 16
	}
	return k
}

func (k sortKey) order() int { return int(k >> 17) }

func (t *table) rowAt(k sortKey) uint16 { return t.byRank[uint16(k)] }

// best gathers the smallest keys behind a position, in order.
type best struct {
	limit int
	begun bool    // whether there is a position
	after sortKey // the position
	keys  []sortKey
}

func (b *best) full() bool { return len(b.keys) == b.limit }

func (b *best) worst() sortKey { return b.keys[len(b.keys)-1] }

func (b *best) offer(k sortKey) {
	if b.begun && k <= b.after || b.full() && k >= b.worst() {
		return
	}
	if b.full() {
		b.keys = b.keys[:b.limit-1]
	}
	if b.keys == nil {
		b.keys = make([]sortKey, 0, b.limit)
	}
	at, _ := slices.BinarySearch(b.keys, k)
	b.keys = slices.Insert(b.keys, at, k)
}

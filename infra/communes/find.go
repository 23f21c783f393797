package communes

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"cabas/domain/kernel/geo"
	"cabas/domain/town"
)

// entry is one place where a name may be looked up: a row and the offset in its
// key.
type entry uint32

func newEntry(row uint16, offset int) entry { return entry(row)<<8 | entry(offset) }

func (e entry) row() uint16 { return uint16(e >> 8) }

// rest is the key from the entry's offset on.
func (t *table) rest(e entry) string {
	return t.keys[t.keyAt[e.row()]+uint32(e&0xff) : t.keyAt[e.row()+1]]
}

// span gives the bounds of the entries whose rest starts with the text.
func (t *table) span(in []entry, start string) (from, to int) {
	from = sort.Search(len(in), func(i int) bool { return t.rest(in[i]) >= start })
	to = from + sort.Search(len(in)-from, func(i int) bool { return !strings.HasPrefix(t.rest(in[from+i]), start) })
	return from, to
}

// find offers every town that answers.
func (t *table) find(c town.Criteria, first *best) {
	var allowed bits // nil when every town is
	if c.Postcode != "" {
		allowed = t.withPostcode(c.Postcode)
	}
	switch {
	case c.Near != nil:
		if len(c.Starts) > 0 {
			allowed = t.named(c.Starts, allowed)
		}
		t.near(*c.Near, allowed, first)
	case len(c.Starts) > 0:
		t.byName(c.Starts, allowed, first)
	default:
		for row := range allowed.rows() {
			first.offer(t.sortKey(int(town.Exact), row, false))
		}
	}
}

// withPostcode gives the towns with a postcode that starts with the digits.
func (t *table) withPostcode(digits string) bits {
	number, _ := strconv.Atoi(digits)
	width := uint64(math.Pow10(5-len(digits))) << 16
	low := uint64(number) * width
	from := sort.Search(len(t.postcodes), func(i int) bool { return t.postcodes[i] >= low })
	out := newBits(len(t.rank))
	for _, p := range t.postcodes[from:] {
		if p >= low+width {
			break
		}
		out.add(uint16(p))
	}
	return out
}

// named gives the allowed towns with a name that answers in any way.
func (t *table) named(starts []string, allowed bits) bits {
	out := newBits(len(t.rank))
	for _, in := range [][]entry{t.heads, t.words} {
		for _, start := range starts {
			from, to := t.span(in, start)
			for _, e := range in[from:to] {
				if allowed == nil || allowed.has(e.row()) {
					out.add(e.row())
				}
			}
		}
	}
	return out
}

// byName offers the allowed towns whose name answers, each with its best match.
func (t *table) byName(starts []string, allowed bits, first *best) {
	seen := newBits(len(t.rank))
	for _, kind := range []struct {
		in    []entry
		match town.Match
	}{{t.heads, town.Exact}, {t.heads, town.Start}, {t.words, town.Inside}} {
		if first.full() {
			return // what follows is worse than all that were found
		}
		for _, start := range starts {
			from, to := t.span(kind.in, start)
			for _, e := range kind.in[from:to] {
				if kind.match == town.Exact && len(t.rest(e)) > len(start) {
					break // the exact ones are sorted before the longer ones
				}
				row := e.row()
				if seen.has(row) || allowed != nil && !allowed.has(row) {
					continue
				}
				seen.add(row)
				first.offer(t.sortKey(int(kind.match), row, false))
			}
		}
	}
}

// metresPerUnit is the length of one unit of latitude.
const metresPerUnit = math.Pi * geo.EarthRadiusMetres / 180 / degree

// near offers the allowed towns from the point's latitude outwards, until the
// next one is farther by its latitude alone than all that were found.
func (t *table) near(p geo.Point, allowed bits, first *best) {
	lat := p.Lat * degree
	up := sort.Search(len(t.northward), func(i int) bool { return float64(t.lat[t.northward[i]]) >= lat })
	down := up - 1
	gap := func(i int) float64 {
		if i < 0 || i >= len(t.northward) {
			return math.Inf(1)
		}
		return math.Abs(float64(t.lat[t.northward[i]])-lat) * metresPerUnit
	}
	reach := math.Inf(1) // how far towns may be and still count; distances are rounded
	width := t.width(p)
	for south, north := gap(down), gap(up); min(south, north) <= reach; {
		i := up
		if south < north {
			i, down = down, down-1
			south = gap(down)
		} else {
			up++
			north = gap(up)
		}
		if i < 0 || i >= len(t.northward) {
			return
		}
		row := t.northward[i]
		if allowed != nil && !allowed.has(row) || width(row) > reach*reach {
			continue
		}
		metres := int(math.Round(geo.DistanceMetres(p, t.centre(row))))
		first.offer(t.sortKey(metres, row, true))
		if first.full() {
			reach = float64(first.worst().order() + 2)
		}
	}
}

// width gives a quick lower bound of the square of a town's distance in metres,
// by its longitude alone: the haversine formula without its northern part, with
// asin(y) >= y and sin(x/2) >= x/π.
func (t *table) width(p geo.Point) func(row uint16) float64 {
	lon, cos := p.Lon*degree, math.Cos(p.Lat*math.Pi/180)
	return func(row uint16) float64 {
		east := math.Abs(float64(t.lon[row]) - lon)
		if east > 180*degree {
			east = 360*degree - east
		}
		east *= metresPerUnit * 2 / math.Pi
		return cos * float64(t.cos[row]) * east * east
	}
}

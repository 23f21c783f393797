package communes

import (
	"iter"
	mathbits "math/bits"
	"sort"
	"strconv"
	"strings"

	"cabas/domain/kernel/geo"
	"cabas/domain/town"
)

// table is the gazetteer in memory: the text as it was unpacked, one line for
// each town in the order of INSEE codes (their number is the row), and indexes
// of small integers without pointers, so that it is compact and the garbage
// collector has nothing to follow.
type table struct {
	text        string
	lines       []uint32  // where each row's line starts, and the end of the text
	keys        string    // the words of each name without gaps, one after the other
	keyAt       []uint32  // where each row's key starts, and the end of keys
	heads       []entry   // names, and names without their article, sorted
	words       []entry   // the later words of names, sorted
	postcodes   []uint64  // postcode<<16 | row, sorted
	lat, lon    []int32   // in ten-thousandths of a degree
	cos         []float32 // of the latitude
	northward   []uint16  // rows by latitude
	rank        []uint16  // of each row: 0 is the biggest town
	byRank      []uint16  // row of each rank
	guessed     bits      // rows with an approximate centre
	departments map[string]department
}

type department struct{ name, region, regionName string }

// The columns of a line.
const (
	colINSEE = iota
	colName
	colSlug
	colPostcodes
	colPopulation
	colLat
	colLon
	colGuessed
	columns
)

const degree = 10_000 // units of lat and lon in one degree

// split cuts a line into its columns; ok is false when it has another number.
func split(line string) (v [columns]string, ok bool) {
	for i := range columns - 1 {
		if v[i], line, ok = strings.Cut(line, ";"); !ok {
			return v, false
		}
	}
	v[columns-1] = line
	return v, !strings.Contains(line, ";")
}

func (t *table) line(row uint16) string { return t.text[t.lines[row] : t.lines[row+1]-1] }

func (t *table) key(row uint16) string { return t.keys[t.keyAt[row]:t.keyAt[row+1]] }

func (t *table) centre(row uint16) geo.Point {
	return geo.Point{Lat: float64(t.lat[row]) / degree, Lon: float64(t.lon[row]) / degree}
}

// rowOf finds the row of an INSEE code.
func (t *table) rowOf(insee string) (uint16, bool) {
	n := len(t.lines) - 1
	i := sort.Search(n, func(i int) bool { return t.text[t.lines[i]:t.lines[i]+5] >= insee })
	if i == n || t.text[t.lines[i]:t.lines[i]+5] != insee {
		return 0, false
	}
	return uint16(i), true
}

// town reads a row; unpack has checked that it can be read.
func (t *table) town(row uint16) town.Town {
	v, _ := split(t.line(row))
	population, _ := strconv.Atoi(v[colPopulation])
	code := town.Department(v[colINSEE])
	d := t.departments[code]
	return town.Town{
		INSEE: v[colINSEE], Name: v[colName], Slug: v[colSlug],
		Postcodes:      strings.Fields(v[colPostcodes]),
		DepartmentCode: code, DepartmentName: d.name,
		RegionCode: d.region, RegionName: d.regionName,
		Population: population, Centre: t.centre(row), Approximate: t.guessed.has(row),
	}
}

// bits is a set of rows.
type bits []uint64

func newBits(n int) bits { return make(bits, (n+63)/64) }

func (b bits) has(row uint16) bool { return b[row/64]&(1<<(row%64)) != 0 }

func (b bits) add(row uint16) { b[row/64] |= 1 << (row % 64) }

// rows gives the rows of the set, ascending.
func (b bits) rows() iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for i, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(uint16(i*64 + mathbits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

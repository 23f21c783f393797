package communes

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// unpack builds the table from the compressed lines and the departments. It
// fails when a line cannot be read, which only a broken build can cause.
func unpack(packed []byte, departments string) (*table, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	text.Grow(3 * len(packed))
	if _, err := io.Copy(&text, z); err != nil {
		return nil, err
	}
	t := &table{text: text.String(), departments: map[string]department{}}
	for line := range strings.Lines(departments) {
		v := strings.Split(strings.TrimSuffix(line, "\n"), ";")
		if len(v) != 4 {
			return nil, fmt.Errorf("communes: department %q", line)
		}
		t.departments[v[0]] = department{name: v[1], region: v[2], regionName: v[3]}
	}
	return t, t.index()
}

// index reads every line once and sorts what was found.
func (t *table) index() error {
	n := strings.Count(t.text, "\n")
	if n > math.MaxUint16 {
		return fmt.Errorf("communes: %d rows are more than an index can number", n)
	}
	t.lines, t.keyAt = make([]uint32, 0, n+1), make([]uint32, 0, n+1)
	t.lat, t.lon = make([]int32, 0, n), make([]int32, 0, n)
	t.cos = make([]float32, 0, n)
	t.postcodes, t.guessed = make([]uint64, 0, n+n/8), newBits(n)
	var keys strings.Builder
	keys.Grow(14 * n)
	heads, words := make([]sorting, 0, n+n/4), make([]sorting, 0, 2*n)
	sizes := make([]uint64, 0, n)
	last, at := "", 0
	for line := range strings.Lines(t.text) {
		row := uint16(len(t.lines))
		v, ok := split(strings.TrimSuffix(line, "\n"))
		population, e1 := strconv.Atoi(v[colPopulation])
		lat, e2 := strconv.ParseFloat(v[colLat], 64)
		lon, e3 := strconv.ParseFloat(v[colLon], 64)
		if !ok || len(v[colINSEE]) != 5 || v[colINSEE] <= last || cmp.Or(e1, e2, e3) != nil {
			return fmt.Errorf("communes: line %q", line)
		}
		last = v[colINSEE]
		t.lines = append(t.lines, uint32(at))
		at += len(line)
		t.lat = append(t.lat, int32(math.Round(lat*degree)))
		t.lon = append(t.lon, int32(math.Round(lon*degree)))
		t.cos = append(t.cos, float32(math.Cos(lat*math.Pi/180)))
		if v[colGuessed] != "" {
			t.guessed.add(row)
		}
		for code := range strings.FieldsSeq(v[colPostcodes]) {
			number, err := strconv.Atoi(code)
			if err != nil || len(code) != 5 {
				return fmt.Errorf("communes: postcode %q", code)
			}
			t.postcodes = append(t.postcodes, uint64(number)<<16|uint64(row))
		}
		sizes = append(sizes, uint64(math.MaxUint32-population)<<16|uint64(row))
		t.keyAt = append(t.keyAt, uint32(keys.Len()))
		heads, words = cut(&keys, v[colSlug], row, heads, words)
	}
	t.lines, t.keyAt = append(t.lines, uint32(at)), append(t.keyAt, uint32(keys.Len()))
	t.keys = keys.String()
	t.heads, t.words = t.sorted(heads), t.sorted(words)
	slices.Sort(t.postcodes)
	slices.Sort(sizes)
	t.rank, t.byRank = make([]uint16, n), rowsOf(sizes)
	for r, row := range t.byRank {
		t.rank[row] = uint16(r)
	}
	north := make([]uint64, n)
	for row, lat := range t.lat {
		north[row] = uint64(lat+90*degree)<<16 | uint64(row)
	}
	slices.Sort(north)
	t.northward = rowsOf(north)
	return nil
}

// rowsOf keeps the row that each number carries in its last sixteen bits.
func rowsOf(numbers []uint64) []uint16 {
	out := make([]uint16, len(numbers))
	for i, x := range numbers {
		out[i] = uint16(x)
	}
	return out
}

var articles = map[string]bool{"le": true, "la": true, "les": true, "l": true}

// cut adds the key of a slug to keys, and its entries: the whole name, and the
// name without a leading article, to heads; the other words to words.
func cut(keys *strings.Builder, slug string, row uint16, heads, words []sorting) (_, _ []sorting) {
	key := keyOf(slug)
	keys.WriteString(key)
	article, offset := false, 0
	for word := range strings.SplitSeq(slug, "-") {
		if offset == len(key) {
			break // the department
		}
		s := sorting{start: first8(key[offset:]), entry: newEntry(row, offset)}
		if offset == 0 || article {
			heads = append(heads, s)
		} else {
			words = append(words, s)
		}
		article = offset == 0 && articles[word]
		offset += len(word)
	}
	return heads, words
}

// sorting is an entry with the first eight letters of its text, which settle
// most comparisons without a look at the text.
type sorting struct {
	start uint64
	entry entry
}

func first8(s string) (x uint64) {
	for i := range 8 {
		x <<= 8
		if i < len(s) {
			x |= uint64(s[i])
		}
	}
	return x
}

func (t *table) sorted(in []sorting) []entry {
	slices.SortFunc(in, func(a, b sorting) int {
		if a.start != b.start {
			return cmp.Compare(a.start, b.start)
		}
		return cmp.Or(strings.Compare(t.rest(a.entry), t.rest(b.entry)), cmp.Compare(a.entry, b.entry))
	})
	out := make([]entry, len(in))
	for i, s := range in {
		out[i] = s.entry
	}
	return out
}

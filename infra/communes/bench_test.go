package communes

import (
	"runtime"
	"testing"

	"cabas/domain/kernel/geo"
	"cabas/domain/kernel/page"
	"cabas/domain/town"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if err := New().Load(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestTheTableIsSmall holds what stays in memory, for the whole server idles in
// less than 80 MB.
func TestTheTableIsSmall(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	g := New()
	if err := g.Load(); err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 8_000_000 {
		t.Errorf("%d bytes kept", kept)
	} else {
		t.Logf("%d bytes kept", kept)
	}
	runtime.KeepAlive(g)
}

func BenchmarkSearch(b *testing.B) {
	point := &geo.Point{Lat: 48.5277, Lon: 2.0111}
	for _, c := range []struct {
		name string
		q    town.Query
	}{
		{"name", town.Query{Text: "dourd"}},
		{"letter", town.Query{Text: "s"}},
		{"saint", town.Query{Text: "saint"}},
		{"st_germain", town.Query{Text: "St Germain"}},
		{"inner_word", town.Query{Text: "laye"}},
		{"postcode", town.Query{Postcode: "91410"}},
		{"department", town.Query{Postcode: "91"}},
		{"name_and_department", town.Query{Text: "saint", Postcode: "91"}},
		{"near", town.Query{Near: point}},
		{"near_named", town.Query{Near: point, Text: "saint"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := towns.Search(ctx, c.q, page.Request{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkByRef(b *testing.B) {
	for _, ref := range []string{"91200", "dourdan", "saint-denis-974"} {
		b.Run(ref, func(b *testing.B) {
			for b.Loop() {
				if _, err := towns.ByRef(ctx, ref); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package catalog

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/measure"
)

var noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// tart is a product about which everything is right.
func tart() Details {
	return Details{
		Name: " Tarte aux pommes ", Unit: measure.Piece, Step: 1, Minimum: 1, VAT: 550, Withdrawal: WithdrawalPerishable,
		Variants: []VariantDetails{
			{Name: "6 parts", PriceCents: 1450, NetContent: &measure.Quantity{Unit: measure.Gram, Amount: 800}, Mode: Counted, OnHand: 4},
			{Name: "part", PriceCents: 290, Mode: Simple, SoldOut: true},
		},
	}
}

func TestDetailsSayWhatIsWrong(t *testing.T) {
	for pointer, spoil := range map[string]func(*Details){
		"/name":                           func(d *Details) { d.Name = " x " },
		"/description":                    func(d *Details) { d.Description = strings.Repeat("é", MaxDescription+1) },
		"/category":                       func(d *Details) { d.Category = strings.Repeat("é", MaxCategory+1) },
		"/saleUnit":                       func(d *Details) { d.Unit = "dozen"; d.Variants[0].NetContent = nil },
		"/step/amount":                    func(d *Details) { d.Step = 0 },
		"/minimum/amount":                 func(d *Details) { d.Minimum = measure.MaxAmount + 1 },
		"/vatRate":                        func(d *Details) { d.VAT = 1960 },
		"/withdrawal":                     func(d *Details) { d.Withdrawal = "" },
		"/allergens/sugar":                func(d *Details) { d.Allergens = Allergens{"sugar": Present} },
		"/allergens/milk":                 func(d *Details) { d.Allergens = Allergens{"milk": "perhaps"} },
		"/variants":                       func(d *Details) { d.Variants = nil },
		"/variants/1/name":                func(d *Details) { d.Variants[1].Name = " 6 parts" },
		"/variants/0/priceCents":          func(d *Details) { d.Variants[0].PriceCents = -1 },
		"/variants/0/netContent":          func(d *Details) { d.Unit = measure.Gram },
		"/variants/0/netContent/amount":   func(d *Details) { d.Variants[0].NetContent.Amount = 0 },
		"/variants/0/stockMode":           func(d *Details) { d.Variants[0].Mode = "guessed" },
		"/variants/0/initialStock/amount": func(d *Details) { d.Variants[0].OnHand = -1 },
		"/variants/0/id":                  func(d *Details) { d.Variants[0].ID = "var_none" },
	} {
		d := tart()
		spoil(&d)
		_, _, err := NewProduct("shp_1", d, "acc_1", noon)
		var f *fault.Error
		if !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Pointer != pointer {
			t.Errorf("%s: %+v", pointer, f)
		}
	}
}

func TestNewProductOpensItsBooks(t *testing.T) {
	p, change, err := NewProduct("shp_1", tart(), "acc_1", noon)
	if err != nil || p.Name != "Tarte aux pommes" || p.Version != 1 || len(p.Variants) != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	whole, slice := p.Variants[0], p.Variants[1]
	if len(change.Prices) != 2 || change.Prices[0] != (PricePoint{whole.ID, 1450, noon}) {
		t.Errorf("prices are %+v", change.Prices)
	}
	if len(change.Openings) != 2 || change.Openings[0].Difference != 4 || change.Openings[0].Stock != whole.Stock ||
		change.Openings[1].Kind != MovedSoldOut || change.Openings[1].Difference != 0 || change.Openings[1].Variant != slice.ID {
		t.Errorf("openings are %+v", change.Openings)
	}
	if !slice.Stock.SoldOut || slice.Stock.OnHand != 0 {
		t.Errorf("simple stock is %+v", slice.Stock)
	}
	if unit, due := p.UnitPrice(whole); !due || unit != (measure.Price{Cents: 1813, Per: measure.Gram}) {
		t.Errorf("800 g at 14.50 cost %+v a kilogram", unit)
	}
	if _, due := p.UnitPrice(slice); due {
		t.Error("a slice of nobody knows what weight has a unit price")
	}
}

func TestEditKeepsWhatItNames(t *testing.T) {
	p, _, _ := NewProduct("shp_1", tart(), "acc_1", noon)
	before := p
	d := p.Details()
	d.Variants[0].PriceCents, d.Variants[0].Mode, d.Variants[0].OnHand = 1500, Counted, 99
	d.Variants[1] = VariantDetails{Name: "8 parts", PriceCents: 1900, Mode: Counted, OnHand: 2}
	change, err := p.Edit(d, "acc_2", noon.Add(time.Hour))
	if err != nil || p.Version != 2 || p.Variants[0].ID != before.Variants[0].ID || p.Variants[0].Stock.OnHand != 4 {
		t.Fatalf("%+v, %v", p, err)
	}
	if len(change.Prices) != 2 || len(change.Openings) != 1 || change.Openings[0].Variant != p.Variants[1].ID {
		t.Errorf("the books say %+v", change)
	}
	if change, err = p.Edit(p.Details(), "acc_2", noon); err != nil || !reflect.DeepEqual(change, Change{}) {
		t.Errorf("nothing changed, and the books say %+v, %v", change, err)
	}
	twice, unit := p.Details(), p.Details()
	twice.Variants[1].ID = twice.Variants[0].ID
	unit.Unit, unit.Variants[0].NetContent = measure.Gram, nil
	for _, wrong := range []Details{twice, unit} {
		kept := p
		if _, err := p.Edit(wrong, "acc_2", noon); !errors.Is(err, fault.ErrInvalid) || !reflect.DeepEqual(p, kept) {
			t.Errorf("%+v was taken: %v", wrong, err)
		}
	}
}

func TestStockKeptOtherwiseIsToldToTheLedger(t *testing.T) {
	p, _, _ := NewProduct("shp_1", tart(), "acc_1", noon)
	d := p.Details()
	d.Variants[0].Mode, d.Variants[1].Mode, d.Variants[1].OnHand = Simple, Counted, 7
	change, err := p.Edit(d, "acc_2", noon)
	want := []Report{{Variant: p.Variants[0].ID, Kind: MovedBack}, {Variant: p.Variants[1].ID, Kind: MovedCount, Amount: 7}}
	slices.SortFunc(want, func(a, b Report) int { return cmp.Compare(a.Variant, b.Variant) })
	if err != nil || !slices.Equal(change.Restated, want) || len(change.Openings) != 0 {
		t.Errorf("told %+v, %v", change, err)
	}
}

func TestUnknownIsNeverAbsent(t *testing.T) {
	if a := (Allergens{"milk": Absent}); a.Of("milk") != Absent || a.Of("nuts") != Unknown || len(AllergenCodes) != 14 {
		t.Error("an allergen nobody spoke of was declared")
	}
}

func TestStockLeft(t *testing.T) {
	for _, c := range []struct {
		stock  Stock
		left   int64
		amount int64
		enough bool
		short  bool
	}{
		{Stock{Mode: Counted, OnHand: 5, Allocated: 3}, 2, 2, true, false},
		{Stock{Mode: Counted, OnHand: 5, Allocated: 3}, 2, 3, false, false},
		{Stock{Mode: Counted, OnHand: 1, Allocated: 3}, 0, 1, false, true},
		{Stock{Mode: Simple, Allocated: 3}, 0, 100, true, false},
		{Stock{Mode: Simple, SoldOut: true}, 0, 1, false, false},
	} {
		left, counted := c.stock.Left()
		if left != c.left || counted != (c.stock.Mode == Counted) || c.stock.Remaining(c.amount) != c.enough || c.stock.Short() != c.short {
			t.Errorf("%+v: %d left", c.stock, left)
		}
	}
}

func TestGatherAddsAndSorts(t *testing.T) {
	takes := []Take{{"b", 1}, {"a", 2}, {"b", 3}}
	if got := Gather(takes); !reflect.DeepEqual(got, []Take{{"a", 2}, {"b", 4}}) || takes[0].Amount != 1 {
		t.Errorf("got %v of %v", got, takes)
	}
}

package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"cabas/domain/fulfilment"
	"cabas/domain/kernel/fault"
	"cabas/domain/kernel/ident"
	"cabas/domain/kernel/money"
)

// Ways keeps how goods leave shops; it implements fulfilment.WayStore.
type Ways struct{ h Handle }

// NewWays makes the store of ways.
func NewWays(h Handle) Ways { return Ways{h} }

// waysDocument is how ways are written.
type waysDocument struct {
	Counter  ruleDocument
	Delivery deliveryDocument
}

type ruleDocument struct {
	Offered                                       bool
	LeadMinutes, SlotMinutes, Capacity, DaysAhead int
}

type deliveryDocument struct {
	ruleDocument
	Week         string
	Postcodes    []string
	Fee, Minimum money.Cents
	FreeFrom     *money.Cents
}

func toRule(r fulfilment.Rule) ruleDocument {
	return ruleDocument{r.Offered, int(r.Lead / time.Minute), int(r.Length / time.Minute), r.Capacity, r.DaysAhead}
}

func (d ruleDocument) rule() fulfilment.Rule {
	return fulfilment.Rule{
		Offered: d.Offered, Lead: time.Duration(d.LeadMinutes) * time.Minute, Length: time.Duration(d.SlotMinutes) * time.Minute,
		Capacity: d.Capacity, DaysAhead: d.DaysAhead,
	}
}

// WaysOf implements fulfilment.WayStore.
func (s Ways) WaysOf(ctx context.Context, shops []ident.ID) (map[ident.ID]fulfilment.Ways, error) {
	out := make(map[ident.ID]fulfilment.Ways, len(shops))
	if len(shops) == 0 {
		return out, nil
	}
	err := each(s.h.reader(ctx).Raw(`SELECT shop, version, document FROM shop_ways WHERE shop IN ?`, shops), func(rows *sql.Rows) error {
		var shop ident.ID
		var version int64
		var document string
		if err := rows.Scan(&shop, &version, &document); err != nil {
			return err
		}
		w, err := readWays(document)
		if err != nil {
			return fmt.Errorf("db: ways of shop %s: %w", shop, err)
		}
		w.Version = version
		out[shop] = w
		return nil
	})
	return out, err
}

func readWays(document string) (w fulfilment.Ways, err error) {
	var d waysDocument
	if err := json.Unmarshal([]byte(document), &d); err != nil {
		return w, err
	}
	w.Counter.Rule, w.Delivery.Rule = d.Counter.rule(), d.Delivery.rule()
	w.Delivery.Postcodes, w.Delivery.Fee = d.Delivery.Postcodes, d.Delivery.Fee
	w.Delivery.Minimum, w.Delivery.FreeFrom = d.Delivery.Minimum, d.Delivery.FreeFrom
	w.Delivery.Week, err = readWeek(d.Delivery.Week)
	return w, err
}

// SaveWays implements fulfilment.WayStore.
func (s Ways) SaveWays(ctx context.Context, shop ident.ID, w fulfilment.Ways) error {
	document, err := json.Marshal(waysDocument{
		Counter: toRule(w.Counter.Rule),
		Delivery: deliveryDocument{
			ruleDocument: toRule(w.Delivery.Rule), Week: writeWeek(w.Delivery.Week), Postcodes: w.Delivery.Postcodes,
			Fee: w.Delivery.Fee, Minimum: w.Delivery.Minimum, FreeFrom: w.Delivery.FreeFrom,
		},
	})
	if err != nil {
		return fault.ErrInternal.Because(err)
	}
	if w.Version == 0 {
		n, err := changed(s.h.writer(ctx).Exec(`INSERT INTO shop_ways (shop, version, document) VALUES (?, 1, ?)
			ON CONFLICT (shop) DO NOTHING`, shop, string(document)))
		return unlessStale(n, err)
	}
	n, err := changed(s.h.writer(ctx).Exec(`UPDATE shop_ways SET document = ?, version = version + 1
		WHERE shop = ? AND version = ?`, string(document), shop, w.Version))
	return unlessStale(n, err)
}

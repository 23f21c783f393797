package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"cabas/domain/kernel/ident"
)

const checkoutConnections = 16

// wishes is a basket of so many lines in each shop.
func (m *market) wishes(lines ...int) []object {
	var out []object
	for i, n := range lines {
		var all []object
		for _, v := range m.shops[i].variants[:n] {
			all = append(all, object{"variantId": v, "quantity": object{"unit": "piece", "amount": 1}})
		}
		out = append(out, object{"shopId": m.shops[i].id, "way": "counter", "lines": all})
	}
	return out
}

// quote compares pricing a basket of six lines in two shops with the bare SQL
// that such a quote reads, batched.
func (m *market) quote(bare *bareSQL) error {
	const name = "quote of 6 lines in 2 shops"
	if !wanted(name) {
		return nil
	}
	body, err := json.Marshal(object{"shops": m.wishes(3, 3)})
	if err != nil {
		return err
	}
	r := newRequest("POST", "/api/v1/quotes", body)
	ours, limit, err := compare(
		func() (float64, error) {
			return load(m.b.address, connections, roundLength, 200, func() request { return r })
		},
		func() (float64, error) { return bare.repeat(connections, bare.quote) })
	if err != nil {
		return fmt.Errorf("quote: %w", err)
	}
	figure{name, m.b.engine, ours, limit, ours / limit, "quotes/s", 0.5}.print()
	return nil
}

// checkout compares placing three lines, at 16 connections, with the bare SQL
// of the same transaction, batched.
func (m *market) checkout(bare *bareSQL) error {
	const name = "checkout of 3 lines at 16 connections"
	if !wanted(name) {
		return nil
	}
	wishes := m.wishes(3)
	var quote struct {
		QuoteHash string
		Shops     []struct{ Slots []struct{ Start string } }
	}
	if err := m.call("POST", "/quotes", object{"shops": wishes}, &quote); err != nil {
		return err
	}
	var n atomic.Int64
	next := func() request {
		slots := quote.Shops[0].Slots
		wish := object{"slot": object{"start": slots[1+int(n.Add(1)/500)%(len(slots)-1)].Start}}
		for k, v := range wishes[0] {
			wish[k] = v
		}
		body, err := json.Marshal(object{"basketId": ident.New("bsk"), "quoteHash": quote.QuoteHash, "acceptTerms": true, "language": "fr", "shops": []object{wish}})
		if err != nil {
			panic(err)
		}
		return newRequest("POST", "/api/v1/checkouts", body, "Authorization", "Bearer "+m.token, "Idempotency-Key", string(ident.New("key")))
	}
	ours, limit, err := compare(
		func() (float64, error) {
			return load(m.b.address, checkoutConnections, roundLength, 201, next)
		},
		func() (float64, error) { return bare.repeat(checkoutConnections, bare.checkout) })
	if err != nil {
		return fmt.Errorf("checkout: %w", err)
	}
	figure{name, m.b.engine, ours, limit, ours / limit, "checkouts/s", 0.5}.print()
	return nil
}

// repeat runs f over so many connections for a round and answers how often it
// ran each second.
func (b *bareSQL) repeat(connections int, f func(context.Context) error) (float64, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var done atomic.Int64
	failures := make(chan error, connections)
	start := time.Now()
	for range connections {
		go func() {
			for time.Since(start) < roundLength {
				if err := f(ctx); err != nil {
					failures <- err
					return
				}
				done.Add(1)
			}
			failures <- nil
		}()
	}
	for range connections {
		if err := <-failures; err != nil {
			return 0, err
		}
	}
	return float64(done.Load()) / time.Since(start).Seconds(), nil
}

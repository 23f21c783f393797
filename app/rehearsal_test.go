package app_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"cabas/app"
	"cabas/domain/kernel/portable"
)

// contents is every row of every table, rehearsals themselves left out.
func (w *world) contents() map[string][]string {
	w.t.Helper()
	rows := map[string][]string{}
	w.did(w.db.Export(w.t.Context(), func(ctx context.Context, c portable.Contents) error {
		tables, err := c.Tables(ctx)
		for _, table := range tables {
			if table.Name == "rehearsals" {
				continue
			}
			rows[table.Name] = []string{}
			if err := c.Rows(ctx, table, func(row []any) error {
				rows[table.Name] = append(rows[table.Name], fmt.Sprint(row...))
				return nil
			}); err != nil {
				return err
			}
			slices.Sort(rows[table.Name])
		}
		return err
	}))
	return rows
}

// columns is what stands in some columns of a table, by row.
func (w *world) columns(table string, names ...string) (rows [][]any) {
	w.t.Helper()
	w.did(w.db.Export(w.t.Context(), func(ctx context.Context, c portable.Contents) error {
		return c.Rows(ctx, portable.Table{Name: table, Columns: names}, func(row []any) error {
			rows = append(rows, slices.Clone(row))
			return nil
		})
	}))
	return rows
}

// idle says whether all that happened was told, nobody is telling, and every
// letter has left.
func (w *world) idle() bool {
	w.t.Helper()
	q, err := w.db.Handle().Queues(w.t.Context())
	w.did(err)
	telling := slices.ContainsFunc(w.columns("listeners", "leased_until"), func(row []any) bool { return row[0] != int64(0) })
	return q.FactsUntold+q.FactsHeld+q.MailsQueued == 0 && !telling
}

// settled waits until all is told and nothing changes any more, and gives what
// there is then.
func (w *world) settled() (now map[string][]string) {
	w.t.Helper()
	now = w.contents()
	await(w.t, "a database in which nothing changes", func() bool {
		time.Sleep(300 * time.Millisecond)
		idle, before := w.idle(), now
		now = w.contents()
		return idle && maps.EqualFunc(before, now, slices.Equal)
	})
	return now
}

// TestARehearsalLeavesNoTrace compares the whole database before and after:
// stock and its ledger, slots, orders and their numbers, facts, mails, audit.
func TestARehearsalLeavesNoTrace(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		martin, _ := w.signUp("martin@exemple.fr", "Martin")
		rival, _ := w.signUp("zoe@exemple.fr", "Zoé")
		path := "/shops/" + martin.opensShop("Épi")
		rival.opensShop("Fromagerie")
		martin.post(path+"/rehearsals", nil).refused(409, "rehearsal.no_goods")
		martin.sells(path[len("/shops/"):], "Tourte", 690, 3)
		before := w.settled()
		counter, _ := martin.follow("/me/stream")

		made := martin.post(path+"/rehearsals", nil).must(201)
		if made.text("lines", 0, "name") != "Tourte" || made.number("totalCents") != 690 || made.text("state") != "placed" || made.text("actions", 0) != "accept" {
			t.Errorf("placed %s", made.body)
		}
		one := path + "/rehearsals/" + made.text("id")
		steps := one + "/steps"
		rival.get(path+"/rehearsals").refused(404, "not_found")
		rival.post(steps, object{"action": "accept"}).refused(404, "not_found")
		rival.delete(one).refused(404, "not_found")
		w.nobody().post(path+"/rehearsals", nil).refused(401, "auth.required")
		martin.get("/orders/"+"ord"+made.text("id")[3:]).refused(404, "not_found")

		martin.post(steps, object{"action": "collect", "code": made.text("code")}).refused(409, "order.state_changed")
		martin.post(steps, object{"action": "accept"}).must(200)
		martin.post(steps, object{"action": "accept"}).must(200)
		if now := martin.post(steps, object{"action": "ready"}).must(200); now.text("actions", 0) != "collect" {
			t.Errorf("ready: %s", now.body)
		}
		martin.post(steps, object{"action": "collect", "code": wrongCode(made.text("code"))}).refused(422, "order.wrong_code")
		if now := martin.post(steps, object{"action": "collect", "code": made.text("code")}).must(200); now.text("state") != "collected" {
			t.Errorf("handed over: %s", now.body)
		}
		martin.post(path+"/rehearsals", nil).must(201)
		martin.post(path+"/rehearsals", nil).must(201)
		martin.post(path+"/rehearsals", nil).refused(409, "rehearsal.enough")
		if list := martin.get(path + "/rehearsals").must(200); len(list.at("items").([]any)) != 3 || list.text("items", 0, "id") != made.text("id") {
			t.Errorf("listed %s", list.body)
		}
		if list := martin.get(path + "/orders").must(200); len(list.at("items").([]any)) != 0 {
			t.Errorf("orders are %s", list.body)
		}
		select {
		case e := <-counter.events:
			t.Errorf("the stream told %s", e.body)
		default:
		}

		after := w.settled()
		for table := range after {
			if !slices.Equal(before[table], after[table]) {
				t.Errorf("%s was\n%v\nand is\n%v", table, before[table], after[table])
			}
		}
		if r, err := app.Examine(t.Context(), w.db); err != nil || !r.Healthy() || r.Orders != 0 {
			t.Errorf("the doctor says %+v, %v", r, err)
		}
		martin.delete(one).must(204)
		martin.delete(one).refused(404, "not_found")
		martin.post(path+"/rehearsals", nil).must(201)
		w.clock.Advance(25 * time.Hour)
		again, _ := w.signUp("martin@exemple.fr", "Martin")
		if list := again.get(path + "/rehearsals").must(200); len(list.at("items").([]any)) != 0 {
			t.Errorf("a day later there are %s", list.body)
		}
	})
}

// wrongCode is another code than the one given.
func wrongCode(code string) string {
	if code == "111111" {
		return "222222"
	}
	return "111111"
}

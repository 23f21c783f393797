package script_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"cabas/domain/kernel/clock"
	"cabas/infra/script"
)

var noon = clock.NewManual(time.Date(2026, 7, 5, 10, 0, 0, 0, time.UTC))

func TestAPageIsDrawnFromWhatIsAsked(t *testing.T) {
	stage := script.New(`globalThis.draw = (text) => {
		const asked = JSON.parse(text);
		return JSON.stringify({ head: new Date().toISOString(), body: asked.name.normalize('NFD').replace(/[\u0300-\u036f]/g, '') });
	};`, noon)
	head, body, err := stage.Draw(t.Context(), []byte(`{"name":"Épi </script>"}`))
	if err != nil || head != "2026-07-05T10:00:00.000Z" || body != "Epi </script>" {
		t.Errorf("drew %q and %q, %v", head, body, err)
	}
}

func TestManyPagesAreDrawnAtATime(t *testing.T) {
	stage := script.New(`let n = 0; globalThis.draw = (text) => { if (n++) throw new Error('at once'); const s = JSON.stringify({ head: '', body: text }); n--; return s; };`, noon)
	var all sync.WaitGroup
	for _, name := range strings.Split("abcdefghijklmnop", "") {
		all.Go(func() {
			if _, body, err := stage.Draw(t.Context(), []byte(name)); err != nil || body != name {
				t.Errorf("%s became %q, %v", name, body, err)
			}
		})
	}
	all.Wait()
}

func TestAScriptThatFailsHurtsOnePageOnly(t *testing.T) {
	stage := script.New(`let broken = false; globalThis.draw = (text) => {
		if (broken) throw new Error('still broken');
		if (text === 'bad') { broken = true; throw new Error('bad'); }
		return JSON.stringify({ head: '', body: 'good' });
	};`, noon)
	for range 3 {
		if _, _, err := stage.Draw(t.Context(), []byte("bad")); !errors.Is(err, script.ErrScript) {
			t.Errorf("bad: %v", err)
		}
		if _, body, err := stage.Draw(t.Context(), []byte("good")); err != nil || body != "good" {
			t.Errorf("good: %q, %v", body, err)
		}
	}
}

func TestAScriptThatNeverEndsIsStopped(t *testing.T) {
	stage := script.New(`globalThis.draw = () => { for (;;); };`, noon)
	started := time.Now()
	if _, _, err := stage.Draw(t.Context(), nil); !errors.Is(err, script.ErrScript) || time.Since(started) > time.Minute {
		t.Errorf("%v after %s", err, time.Since(started))
	}
}

// bell is a clock that rings when it is asked, and does not answer before it is
// hushed.
type bell struct{ rung, hushed chan struct{} }

func (b bell) Now() time.Time {
	b.rung <- struct{}{}
	<-b.hushed
	return noon.Now()
}

func TestWhoLeavesDoesNotWaitForAnInterpreter(t *testing.T) {
	b := bell{rung: make(chan struct{}), hushed: make(chan struct{})}
	stage := script.New(`globalThis.draw = () => { Date.now(); return '{}'; };`, b)
	var busy sync.WaitGroup
	for range 2 {
		busy.Go(func() { _, _, _ = stage.Draw(context.Background(), nil) })
		select {
		case <-b.rung:
		case <-time.After(time.Minute):
			t.Fatal("the script does not ask what time it is")
		}
	}
	giveUp := time.AfterFunc(time.Minute, func() { close(b.hushed) }) // where the third waits for them all the same
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := stage.Draw(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	if giveUp.Stop() {
		close(b.hushed)
	}
	busy.Wait()
}

func TestAScriptThatIsNoneIsRefused(t *testing.T) {
	for _, source := range []string{"not a script", "1 + 1", "throw new Error('no')"} {
		if _, _, err := script.New(source, noon).Draw(t.Context(), nil); !errors.Is(err, script.ErrScript) {
			t.Errorf("%q: %v", source, err)
		}
	}
}

package speak

import (
	"strings"
	"testing"
	"time"

	"cabas/domain/kernel/measure"
)

func TestSpeaking(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC).In(paris)
	first := time.Date(2027, 8, 1, 7, 5, 0, 0, time.UTC).In(paris)
	both := func(say func(Language) string) [2]string { return [2]string{say(French), say(English)} }
	grams := func(n int64) func(Language) string {
		return func(l Language) string { return l.Quantity(measure.Quantity{Unit: measure.Gram, Amount: n}) }
	}
	millilitres := func(n int64) func(Language) string {
		return func(l Language) string { return l.Quantity(measure.Quantity{Unit: measure.Millilitre, Amount: n}) }
	}
	for _, c := range []struct {
		say  func(Language) string
		want [2]string
	}{
		{func(l Language) string { return l.Money(490) }, [2]string{"4,90~€", "€4.90"}},
		{func(l Language) string { return l.Money(5) }, [2]string{"0,05~€", "€0.05"}},
		{func(l Language) string { return l.Money(-123456789) }, [2]string{"-1_234_567,89~€", "-€1,234,567.89"}},
		{func(l Language) string { return l.Rate(550) }, [2]string{"5,5~%", "5.5%"}},
		{func(l Language) string { return l.Rate(2000) }, [2]string{"20~%", "20%"}},
		{func(l Language) string { return l.Rate(0) }, [2]string{"0~%", "0%"}},
		{func(l Language) string { return l.Quantity(measure.Quantity{Unit: measure.Piece, Amount: 3}) }, [2]string{"3~×", "3~×"}},
		{grams(300), [2]string{"300~g", "300~g"}},
		{grams(1500), [2]string{"1,5~kg", "1.5~kg"}},
		{millilitres(750), [2]string{"75~cl", "75~cl"}},
		{millilitres(125), [2]string{"125~ml", "125~ml"}},
		{millilitres(2000), [2]string{"2~L", "2~L"}},
		{func(l Language) string { return l.Span(from, from.Add(30*time.Minute)) },
			[2]string{"samedi 28~novembre, entre 10~h et 10~h~30", "Saturday 28 November, between 10:00 and 10:30"}},
		{func(l Language) string { return l.Date(first) }, [2]string{"dimanche 1er~août 2027", "Sunday 1 August 2027"}},
		{func(l Language) string { return l.Time(first) }, [2]string{"9~h~05", "09:05"}},
		{func(l Language) string { return l.Typeset("L'heure : « ici » ; là ?") },
			[2]string{"L’heure~: «~ici~»_; là_?", "L’heure : « ici » ; là ?"}},
	} {
		for i, got := range both(c.say) {
			if want := strings.NewReplacer("~", nbsp, "_", thin).Replace(c.want[i]); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	}
	if Of("de") != French || Of("en") != English || Of("") != French {
		t.Error("a language that is not spoken must be French")
	}
}

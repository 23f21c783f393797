package problem

import (
	"fmt"
	"maps"
	"strings"

	"cabas/domain/kernel/fault"
)

// Words is how a code is said: a short title, and a sentence that helps,
// each in French and in English. "{name}" stands for an argument of the fault.
type Words struct {
	Fr, En             string
	DetailFr, DetailEn string
}

var (
	said      = map[string]Words{}
	fieldSaid = map[string]Words{}
)

// say adds the words of a room's codes; each words_<room>.go calls it once.
func say(words map[string]Words) struct{} {
	maps.Copy(said, words)
	return struct{}{}
}

// sayField adds the words of codes that point at one part of the input.
func sayField(words map[string]Words) struct{} {
	maps.Copy(fieldSaid, words)
	return struct{}{}
}

// Unsaid lists the declared codes that lack words in one language.
func Unsaid() []string {
	var missing []string
	for _, code := range fault.Codes() {
		if w := said[code]; w.Fr == "" || w.En == "" {
			missing = append(missing, code)
		}
	}
	for _, code := range fault.FieldCodes() {
		if w := fieldSaid[code]; w.Fr == "" || w.En == "" {
			missing = append(missing, "field "+code)
		}
	}
	return missing
}

func words(code string, args map[string]any, language string) (title, detail string) {
	w, ok := said[code]
	if !ok {
		return code, ""
	}
	if language == "en" {
		return fill(w.En, args), fill(w.DetailEn, args)
	}
	return fill(w.Fr, args), fill(w.DetailFr, args)
}

func fieldWords(code string, args map[string]any, language string) string {
	w, ok := fieldSaid[code]
	switch {
	case !ok:
		return code
	case language == "en":
		return fill(w.En, args)
	}
	return fill(w.Fr, args)
}

func fill(text string, args map[string]any) string {
	for name, value := range args {
		text = strings.ReplaceAll(text, "{"+name+"}", fmt.Sprint(value))
	}
	return text
}

package demo

import (
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"
)

func TestSpan(t *testing.T) {
	for text, want := range map[string]Span{
		`"09:30-12:45"`: {From: 570, To: 765},
		`"00:00-23:59"`: {From: 0, To: 1439},
	} {
		var got Span
		if err := yaml.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{`"9:30-12:00"`, `"12:00-12:00"`, `"12:00"`, `"08:00-25:00"`} {
		if yaml.Unmarshal([]byte(text), new(Span)) == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}

func TestStock(t *testing.T) {
	for text, want := range map[string]Stock{
		"12":        {Given: true, Counted: true, Amount: 12},
		"0":         {Given: true, Counted: true, SoldOut: true},
		"available": {Given: true},
		"sold_out":  {Given: true, SoldOut: true},
	} {
		var got Stock
		if err := yaml.Unmarshal([]byte(text), &got); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"-1", "1.5", "plenty"} {
		if yaml.Unmarshal([]byte(text), new(Stock)) == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}

func TestLoadNamesTheMistake(t *testing.T) {
	files := fstest.MapFS{
		"people.yaml": {Data: []byte("people: []\n")},
		"orders.yaml": {Data: []byte("checkouts: []\n")}, "photos.yaml": {Data: []byte("shops: {}")},
		"shops/wrong.yaml": {Data: []byte("slug: wrong\nnmae: Misspelt\n")},
	}
	_, err := LoadFrom(files)
	if err == nil || !strings.Contains(err.Error(), "shops/wrong.yaml") || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("error %v does not name the file and the line", err)
	}
}

package app

import "testing"

func TestTheSiteIsWhereTheServerListensUnlessToldOtherwise(t *testing.T) {
	for _, c := range []struct {
		config Config
		want   string
	}{
		{Config{Addr: ":8080"}, "http://localhost:8080"},
		{Config{Addr: "127.0.0.1:9000"}, "http://localhost:9000"},
		{Config{Addr: ":9000", BaseURL: "https://cabas.example.org/"}, "https://cabas.example.org"},
	} {
		if got := c.config.site(); got != c.want || c.config.Validate() != nil {
			t.Errorf("%+v is at %s, %v", c.config, got, c.config.Validate())
		}
	}
}

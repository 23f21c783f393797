package app

import (
	"fmt"
	"io"
	"net"
	"strings"

	"cabas/demo"
	"cabas/domain/kernel/clock"
)

type demoCmd struct{}

// Run loads the demonstration into an empty database and does not serve it.
func (demoCmd) Run(e *env, c *Config) error {
	c.Demo = true
	d, err := open(e, c)
	if err != nil {
		return err
	}
	defer d.Close()
	loaded, err := LoadDemo(e, *c, d, clock.System{}.Now())
	if err != nil {
		return err
	}
	words := "la démonstration est prête · the demonstration is ready: cabas serve --demo"
	if !loaded {
		words = "la démonstration était déjà là · the demonstration was there already: cabas serve --demo"
	}
	_, err = fmt.Fprintln(e.out, words)
	return err
}

// greeted are the roles whose first person is printed, with their names.
var greeted = []struct{ role, words string }{
	{"customer", "cliente · customer"}, {"shop", "boutique · shopkeeper"}, {"agent", "mairie · town agent"}, {"admin", "administration · administrator"},
}

// greet prints where the demonstration is and one sign-in for each role.
func greet(out io.Writer, at net.Addr) error {
	data, err := demo.Load()
	if err != nil {
		return err
	}
	site := "http://" + at.String()
	if a, ok := at.(*net.TCPAddr); ok && (a.IP.IsUnspecified() || a.IP.IsLoopback()) {
		site = fmt.Sprintf("http://localhost:%d", a.Port)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "\nCabas, commune de démonstration · demonstration town\n\n")
	fmt.Fprintf(&b, "  %s/demo\n  %s/demo/mails   tous les messages envoyés · every mail sent\n\n", site, site)
	for _, g := range greeted {
		for _, p := range data.People {
			if p.Role == g.role {
				fmt.Fprintf(&b, "  %-33s %-20s %s\n", g.words, p.Email, data.Passwords[p.Role])
				break
			}
		}
	}
	_, err = fmt.Fprintln(out, b.String())
	return err
}

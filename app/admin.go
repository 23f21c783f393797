package app

import (
	"context"
	"fmt"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
)

type adminCmd struct {
	Email string `arg:"" help:"E-mail of the person, who then signs in by code."`
	Name  string `default:"Administration" help:"What the person is called, when they have no account yet."`
}

// Run makes somebody an administrator.
func (a adminCmd) Run(e *env, c *Config) error {
	d, err := open(e, c)
	if err != nil {
		return err
	}
	defer d.Close()
	s, err := Build(*c, d, clock.System{}, e.log)
	if err != nil {
		return err
	}
	if err := s.Appoint(e, a.Email, a.Name); err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.out, a.Email, "is an administrator")
	return err
}

// Appoint makes the holder of an e-mail an administrator, with an account when
// they have none. Of global roles they then have this one only.
func (s *Server) Appoint(ctx context.Context, email, name string) error {
	_, err := s.people.steward.Provision(ctx, account.Platform(),
		account.Registration{Email: email, Name: name, Language: account.French}, account.Roles{Administrator: true})
	return err
}

package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cabas/domain/account"
	"cabas/domain/kernel/clock"
	"cabas/domain/kernel/fault"
	"cabas/domain/town"
	"cabas/infra/communes"
)

// adminCmd gives and takes the roles that no shop can give. On SQLite the
// server must be stopped meanwhile.
type adminCmd struct {
	Grant  grantCmd  `cmd:"" help:"Make somebody an administrator, or an agent of towns, beside what they are."`
	Revoke revokeCmd `cmd:"" help:"Take all such roles from somebody."`

	ForgetPasskeys forgetCmd `cmd:"" help:"Remove the passkeys of somebody who lost them, who then signs in by code."`
}

type grantCmd struct {
	Email   string   `required:"" help:"E-mail of the person, who signs in by the code sent there."`
	Role    string   `enum:"administrator," default:"" help:"administrator, who runs the platform."`
	AgentOf []string `name:"agent-of" placeholder:"91200" help:"Towns the person acts for, by INSEE code or slug."`
	Name    string   `help:"What the person is called, when they have no account yet."`
}

// Validate answers why the command cannot work; kong calls it.
func (g grantCmd) Validate() error {
	if g.Role == "" && len(g.AgentOf) == 0 {
		return errors.New("say which: --role administrator, or --agent-of and a town")
	}
	return nil
}

// Run gives the roles and says what the person is now.
func (g grantCmd) Run(e *env, c *Config) error {
	roles := account.Roles{Administrator: g.Role != "", AgentOf: g.AgentOf}
	return withServer(e, c, func(s *Server) (string, error) { return s.Appoint(e, g.Email, g.Name, roles) })
}

type revokeCmd struct {
	Email string `required:"" help:"E-mail of the person."`
}

// Run takes the roles and says so.
func (r revokeCmd) Run(e *env, c *Config) error {
	return withServer(e, c, func(s *Server) (string, error) { return s.Dismiss(e, r.Email) })
}

type forgetCmd struct {
	Email string `required:"" help:"E-mail of the person."`
}

// Run removes the passkeys and says how many there were.
func (f forgetCmd) Run(e *env, c *Config) error {
	return withServer(e, c, func(s *Server) (string, error) { return s.ForgetPasskeys(e, f.Email) })
}

// withServer does one thing on the database that the settings name, without
// serving, and prints what became of it.
func withServer(e *env, c *Config, do func(*Server) (string, error)) error {
	d, err := open(e, c)
	if err != nil {
		return err
	}
	defer d.Close()
	s, err := Build(*c, d, clock.System{}, e.log)
	if err != nil {
		return err
	}
	said, err := do(s)
	var f *fault.Error
	if errors.As(err, &f) {
		for _, at := range f.Fields {
			err = fmt.Errorf("%w (%s: %s)", err, strings.TrimLeft(at.Pointer, "/"), at.Code)
		}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(e.out, said)
	return err
}

// Appoint gives the holder of an e-mail global roles beside those they have,
// and an account when they have none, called name or by the address. Towns go
// by INSEE code or slug. It answers what the person is now, in words.
func (s *Server) Appoint(ctx context.Context, email, name string, roles account.Roles) (string, error) {
	address, err := account.NormalEmail(email, "/email")
	if err != nil {
		return "", err
	}
	towns := town.NewService(communes.New())
	for i, ref := range roles.AgentOf {
		t, err := towns.ByRef(ctx, ref)
		if err != nil {
			return "", fmt.Errorf("%s: %w", ref, err)
		}
		roles.AgentOf[i] = t.INSEE
	}
	has, err := s.people.accounts.ByEmail(ctx, address)
	switch {
	case err == nil:
		name = has.Name()
		roles.Administrator = roles.Administrator || has.Administrator()
		roles.AgentOf = append(roles.AgentOf, has.AgentOf()...)
	case !errors.Is(err, fault.ErrNotFound):
		return "", err
	}
	return s.provision(ctx, address, cmp.Or(name, address), roles)
}

// Dismiss takes every global role from the holder of an e-mail, who keeps the
// account; fault.ErrNotFound when there is none.
func (s *Server) Dismiss(ctx context.Context, email string) (string, error) {
	address, err := account.NormalEmail(email, "/email")
	if err != nil {
		return "", err
	}
	has, err := s.people.accounts.ByEmail(ctx, address)
	if err != nil {
		return "", fmt.Errorf("%s: %w", address, err)
	}
	return s.provision(ctx, address, has.Name(), account.Roles{})
}

// ForgetPasskeys removes the passkeys of the holder of an e-mail;
// fault.ErrNotFound when there is none.
func (s *Server) ForgetPasskeys(ctx context.Context, email string) (string, error) {
	address, err := account.NormalEmail(email, "/email")
	if err != nil {
		return "", err
	}
	n, err := s.people.steward.ForgetPasskeys(ctx, account.Platform(), address)
	if err != nil {
		return "", fmt.Errorf("%s: %w", address, err)
	}
	return fmt.Sprintf("%s has no passkey any more; %d removed", address, n), nil
}

func (s *Server) provision(ctx context.Context, email, name string, roles account.Roles) (string, error) {
	roles.AgentOf = slices.Compact(slices.Sorted(slices.Values(roles.AgentOf)))
	who := account.Registration{Email: email, Name: name, Language: account.French}
	if _, err := s.people.steward.Provision(ctx, account.Platform(), who, roles); err != nil {
		return "", err
	}
	var is []string
	if roles.Administrator {
		is = append(is, "an administrator")
	}
	if len(roles.AgentOf) > 0 {
		is = append(is, "an agent of "+strings.Join(roles.AgentOf, ", "))
	}
	if len(is) == 0 {
		is = []string{"without any role on the platform"}
	}
	return email + " is " + strings.Join(is, " and "), nil
}

package db

import (
	"context"

	"cabas/domain/account"
	"cabas/domain/kernel/ident"
)

// Accounts keeps people; it implements account.Accounts and account.People.
type Accounts struct{ h Handle }

// NewAccounts makes the store of accounts.
func NewAccounts(h Handle) Accounts { return Accounts{h} }

type accountRow struct {
	ID            ident.ID
	Email         string
	Name          string
	Language      account.Language
	PasswordHash  string
	Administrator bool
	CreatedAt     Micros `gorm:"autoCreateTime:false"`
	VerifiedAt    Micros
}

func (accountRow) TableName() string { return "accounts" }

type agentRow struct {
	Account ident.ID
	Town    string
}

func (agentRow) TableName() string { return "account_agents" }

func toAccountRow(s account.State) accountRow {
	return accountRow{
		ID: s.ID, Email: s.Email, Name: s.Name, Language: s.Language, PasswordHash: s.PasswordHash,
		Administrator: s.Administrator, CreatedAt: toMicros(s.CreatedAt), VerifiedAt: toMicros(s.VerifiedAt),
	}
}

// Add implements account.Accounts.
func (s Accounts) Add(ctx context.Context, a account.Account) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		state := a.State()
		row := toAccountRow(state)
		if _, err := changed(h.writer(ctx).Create(&row)); err != nil {
			return err
		}
		return h.addAgents(ctx, state)
	})
}

func (h Handle) addAgents(ctx context.Context, s account.State) error {
	if len(s.AgentOf) == 0 {
		return nil
	}
	rows := make([]agentRow, len(s.AgentOf))
	for i, town := range s.AgentOf {
		rows[i] = agentRow{Account: s.ID, Town: town}
	}
	_, err := changed(h.writer(ctx).Create(&rows))
	return err
}

// Hold implements account.Accounts: a change that changes nothing takes the
// row, on both engines.
func (s Accounts) Hold(ctx context.Context, id ident.ID) error {
	return one(s.h.writer(ctx).Exec(`UPDATE accounts SET id = id WHERE id = ?`, id))
}

// Save implements account.Accounts.
func (s Accounts) Save(ctx context.Context, a account.Account) error {
	return s.h.change(ctx, func(ctx context.Context, h Handle) error {
		state := a.State()
		r := toAccountRow(state)
		if err := one(h.writer(ctx).Exec(`
			UPDATE accounts SET email = ?, name = ?, language = ?, password_hash = ?, administrator = ?, verified_at = ?
			WHERE id = ?`, r.Email, r.Name, r.Language, r.PasswordHash, r.Administrator, r.VerifiedAt, r.ID)); err != nil {
			return err
		}
		if _, err := changed(h.writer(ctx).Exec(`DELETE FROM account_agents WHERE account = ?`, r.ID)); err != nil {
			return err
		}
		return h.addAgents(ctx, state)
	})
}

// ByID implements account.Accounts.
func (s Accounts) ByID(ctx context.Context, id ident.ID) (account.Account, error) {
	return s.find(ctx, "a.id = ?", id)
}

// ByEmail implements account.Accounts.
func (s Accounts) ByEmail(ctx context.Context, email string) (account.Account, error) {
	return s.find(ctx, "a.email = ?", email)
}

// find reads one account with its towns, one row for each town.
func (s Accounts) find(ctx context.Context, where string, value any) (account.Account, error) {
	var rows []struct {
		Row  accountRow `gorm:"embedded"`
		Town *string
	}
	if err := one(s.h.reader(ctx).Raw(`
		SELECT a.id, a.email, a.name, a.language, a.password_hash, a.administrator, a.created_at, a.verified_at, g.town
		FROM accounts a LEFT JOIN account_agents g ON g.account = a.id
		WHERE `+where+` ORDER BY g.town`, value).Scan(&rows)); err != nil {
		return account.Account{}, err
	}
	r := rows[0].Row
	state := account.State{
		ID: r.ID, Email: r.Email, Name: r.Name, Language: r.Language, PasswordHash: r.PasswordHash,
		Administrator: r.Administrator, CreatedAt: r.CreatedAt.Time(), VerifiedAt: r.VerifiedAt.Time(),
	}
	for _, r := range rows {
		if r.Town != nil {
			state.AgentOf = append(state.AgentOf, *r.Town)
		}
	}
	return account.Restore(state), nil
}

// Recipients implements account.People.
func (s Accounts) Recipients(ctx context.Context, ids []ident.ID) (map[ident.ID]account.Recipient, error) {
	people := map[ident.ID]account.Recipient{}
	if len(ids) == 0 {
		return people, nil
	}
	var rows []accountRow
	if _, err := changed(s.h.reader(ctx).Raw(`
		SELECT id, email, name, language FROM accounts WHERE id IN ?`, ids).Scan(&rows)); err != nil {
		return nil, err
	}
	for _, r := range rows {
		people[r.ID] = account.Recipient{Email: r.Email, Name: r.Name, Language: r.Language}
	}
	return people, nil
}

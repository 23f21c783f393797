package app_test

import (
	"bytes"
	"strings"
	"testing"

	"cabas/app"
)

func TestRolesAreGivenFromTheCommandLine(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		args string
		code int
		said string
	}{
		{"grant --email camille@example.org --role administrator", 0, "camille@example.org is an administrator\n"},
		{"grant --email Camille@Example.org --agent-of dourdan", 0, "camille@example.org is an administrator and an agent of 91200\n"},
		{"grant --email camille@example.org --agent-of 91200,etampes", 0, "camille@example.org is an administrator and an agent of 91200, 91223\n"},
		{"revoke --email camille@example.org", 0, "camille@example.org is without any role on the platform\n"},
		{"forget-passkeys --email camille@example.org", 0, "camille@example.org has no passkey any more; 0 removed\n"},
		{"forget-passkeys --email nobody@example.org", 1, "not_found"},
		{"revoke --email nobody@example.org", 1, "not_found"},
		{"grant --email camille@example.org --agent-of nulle-part", 1, "nulle-part: town.not_found"},
		{"grant --email nonsense --role administrator", 1, "email: malformed"},
		{"grant --email camille@example.org", 2, "say which"},
		{"grant --email camille@example.org --role king", 2, "administrator"},
	} {
		var said bytes.Buffer
		args := append([]string{"admin"}, strings.Fields(c.args)...)
		code := app.Main(t.Context(), append(args, "--data", folder, "--log-level", "error"), &said, &said)
		if code != c.code || !strings.Contains(said.String(), c.said) {
			t.Errorf("%s: exit code %d: %s", c.args, code, said.String())
		}
	}
}

-- +goose Up
-- The administrator who uses the session on behalf of its account; empty for
-- everybody who uses their own.
ALTER TABLE account_sessions ADD COLUMN acted_by TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE account_sessions DROP COLUMN acted_by;

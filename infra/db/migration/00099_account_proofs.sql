-- +goose Up
-- When the holder proved the address; 0 is not yet. Accounts that exist were
-- opened by a code, or have been signed in to with one.
ALTER TABLE accounts ADD COLUMN verified_at BIGINT NOT NULL DEFAULT 0;
UPDATE accounts SET verified_at = created_at;

-- When whoever holds the session last proved who they are; 0 is long ago.
ALTER TABLE account_sessions ADD COLUMN proved_at BIGINT NOT NULL DEFAULT 0;

-- What was sent to prove an address or to set another password, the last of
-- each purpose, as a keyed digest; empty on a decoy. The account of a decoy for
-- an unknown address is empty.
CREATE TABLE account_proofs (
    account    TEXT   NOT NULL,
    purpose    TEXT   NOT NULL,
    id         TEXT   NOT NULL,
    email      TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    tries      BIGINT NOT NULL DEFAULT 0,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account, purpose)
);
CREATE INDEX account_proofs_digest ON account_proofs (digest);
CREATE INDEX account_proofs_expires ON account_proofs (expires_at);

-- +goose Down
DROP TABLE account_proofs;
ALTER TABLE account_sessions DROP COLUMN proved_at;
ALTER TABLE accounts DROP COLUMN verified_at;

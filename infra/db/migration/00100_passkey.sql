-- +goose Up
-- Keys that devices sign in with: the public halves, which open nothing. The
-- credential (what the device knows the key by) and the key are in base64.
CREATE TABLE account_passkeys (
    id           TEXT    NOT NULL PRIMARY KEY,
    account      TEXT    NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name         TEXT    NOT NULL,
    credential   TEXT    NOT NULL UNIQUE,
    public_key   TEXT    NOT NULL,
    transports   TEXT    NOT NULL DEFAULT '',
    signs        BIGINT  NOT NULL,
    synced       BOOLEAN NOT NULL DEFAULT FALSE,
    suspect      BOOLEAN NOT NULL DEFAULT FALSE,
    created_at   BIGINT  NOT NULL,
    last_used_at BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX account_passkeys_account ON account_passkeys (account, created_at, id);

-- What devices have to sign, for some minutes; deleted when it is presented.
-- An empty account is somebody who wants to sign in.
CREATE TABLE account_challenges (
    id         TEXT   NOT NULL PRIMARY KEY,
    account    TEXT   NOT NULL DEFAULT '',
    nonce      TEXT   NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX account_challenges_expires ON account_challenges (expires_at);

-- +goose Down
DROP TABLE account_challenges;
DROP TABLE account_passkeys;

-- +goose Up
-- People who proved that an e-mail address is theirs.
CREATE TABLE accounts (
    id            TEXT    NOT NULL PRIMARY KEY,
    email         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    password_hash TEXT    NOT NULL DEFAULT '',
    administrator BOOLEAN NOT NULL DEFAULT FALSE,
    created_at    BIGINT  NOT NULL
);

-- The towns (INSEE codes) that a person acts for.
CREATE TABLE account_agents (
    account TEXT NOT NULL REFERENCES accounts (id),
    town    TEXT NOT NULL,
    PRIMARY KEY (account, town)
);

-- Devices that stay signed in; one that is signed out is deleted. Only digests
-- of the refresh token and of the one before are kept; "successor" is the
-- present token sealed with the one before it.
CREATE TABLE account_sessions (
    id           TEXT    NOT NULL PRIMARY KEY,
    account      TEXT    NOT NULL REFERENCES accounts (id),
    device       TEXT    NOT NULL,
    created_at   BIGINT  NOT NULL,
    last_used_at BIGINT  NOT NULL,
    expires_at   BIGINT  NOT NULL,
    family       TEXT    NOT NULL,
    current      TEXT    NOT NULL,
    previous     TEXT    NOT NULL DEFAULT '',
    successor    TEXT    NOT NULL DEFAULT ''
);
CREATE INDEX account_sessions_account ON account_sessions (account, last_used_at, id);
CREATE INDEX account_sessions_expires ON account_sessions (expires_at);

-- The last six-digit code sent to an e-mail, as a keyed digest; an empty digest
-- is a decoy for an unknown address. The name, language and password are those
-- of the account to open, when somebody registered the address; that is kept
-- longer than the code is good.
CREATE TABLE account_codes (
    email         TEXT    NOT NULL PRIMARY KEY,
    id            TEXT    NOT NULL,
    digest        TEXT    NOT NULL,
    opens         BOOLEAN NOT NULL DEFAULT FALSE,
    name          TEXT    NOT NULL DEFAULT '',
    language      TEXT    NOT NULL DEFAULT '',
    password_hash TEXT    NOT NULL DEFAULT '',
    tries         BIGINT  NOT NULL DEFAULT 0,
    expires_at    BIGINT  NOT NULL,
    kept_until    BIGINT  NOT NULL
);
CREATE INDEX account_codes_kept ON account_codes (kept_until);

-- How often something was tried in a window of time. The key is a keyed
-- digest: it names nobody.
CREATE TABLE account_limits (
    key        TEXT   NOT NULL PRIMARY KEY,
    tries      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX account_limits_expires ON account_limits (expires_at);

-- The keys that sign access tokens, the private half sealed with the server's
-- secret; both halves in base64.
CREATE TABLE signing_keys (
    id           TEXT   NOT NULL PRIMARY KEY,
    public       TEXT   NOT NULL,
    sealed       TEXT   NOT NULL,
    active_from  BIGINT NOT NULL,
    active_until BIGINT NOT NULL
);

-- +goose Down
DROP TABLE signing_keys;
DROP TABLE account_limits;
DROP TABLE account_codes;
DROP TABLE account_sessions;
DROP TABLE account_agents;
DROP TABLE accounts;

-- +goose Up
-- Where signed-in devices take alerts: an address at the push service of the
-- browser's maker and the device's keys (base64). Gone with the session.
CREATE TABLE alert_subscriptions (
    session    TEXT   NOT NULL PRIMARY KEY REFERENCES account_sessions (id) ON DELETE CASCADE,
    account    TEXT   NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    endpoint   TEXT   NOT NULL UNIQUE,
    key        TEXT   NOT NULL,
    auth       TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX alert_subscriptions_account ON alert_subscriptions (account, created_at);

-- Alerts on their way, and for some hours those handed over or given up, so that
-- a fact told twice alerts once.
CREATE TABLE alerts (
    id         TEXT    NOT NULL PRIMARY KEY,
    source     TEXT    NOT NULL,
    session    TEXT    NOT NULL REFERENCES alert_subscriptions (session) ON DELETE CASCADE,
    kind       TEXT    NOT NULL,
    order_id   TEXT    NOT NULL,
    number     TEXT    NOT NULL,
    shop       TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    next_try   BIGINT  NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    done       BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE UNIQUE INDEX alerts_source ON alerts (source, session);
CREATE INDEX alerts_session ON alerts (session);
CREATE INDEX alerts_due ON alerts (next_try, id) WHERE NOT done;
CREATE INDEX alerts_created ON alerts (created_at);

-- The server's key for push services, the private half sealed; one row.
CREATE TABLE push_keys (
    id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    public TEXT    NOT NULL,
    sealed TEXT    NOT NULL
);

-- +goose Down
DROP TABLE push_keys;
DROP TABLE alerts;
DROP TABLE alert_subscriptions;

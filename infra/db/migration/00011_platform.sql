-- +goose Up
-- What administrators set, by key; what they never set is in the program.
CREATE TABLE settings (
    key   TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

-- Who did what to what, and when; only ever added to. Identifiers sort in time.
CREATE TABLE audit (
    id      TEXT   NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    who     TEXT   NOT NULL DEFAULT '',
    act     TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    note    TEXT   NOT NULL DEFAULT ''
);
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_subject ON audit (subject, at, id);

-- +goose Down
DROP TABLE audit;
DROP TABLE settings;

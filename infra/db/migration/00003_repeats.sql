-- +goose Up
-- Attempts at commands that callers named, and what each led to.
CREATE TABLE repeats (
    scope  TEXT   NOT NULL,
    name   TEXT   NOT NULL,
    digest TEXT   NOT NULL,
    result TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (scope, name)
);
CREATE INDEX repeats_by_age ON repeats (at);

-- +goose Down
DROP TABLE repeats;

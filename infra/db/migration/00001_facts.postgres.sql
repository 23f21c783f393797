-- +goose Up
-- What happened, written in the transaction that made it happen. "seq" is only
-- an arrival number: transactions may commit out of its order, except those
-- that touch one subject, which wait for one another. "position" is
-- the public order, stamped by the relay after commit.
CREATE TABLE facts (
    seq      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       TEXT   NOT NULL UNIQUE,
    kind     TEXT   NOT NULL,
    subject  TEXT   NOT NULL,
    at       BIGINT NOT NULL,
    refs     TEXT   NOT NULL DEFAULT '{}',
    position BIGINT
);
CREATE UNIQUE INDEX facts_position ON facts (position);
CREATE INDEX facts_unstamped ON facts (seq) WHERE position IS NULL;

-- How far each listener has been told, and which node tells it until when.
CREATE TABLE listeners (
    name         TEXT   NOT NULL PRIMARY KEY,
    position     BIGINT NOT NULL DEFAULT 0,
    node         TEXT   NOT NULL DEFAULT '',
    leased_until BIGINT NOT NULL DEFAULT 0
);

-- +goose Down
DROP TABLE listeners;
DROP TABLE facts;

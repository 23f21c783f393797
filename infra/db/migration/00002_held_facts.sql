-- +goose Up
-- Facts that a listener could not deal with yet, or that wait behind one of
-- the same subject: told again at next_try, or parked for an administrator.
CREATE TABLE held_facts (
    listener   TEXT    NOT NULL,
    fact       TEXT    NOT NULL REFERENCES facts (id),
    subject    TEXT    NOT NULL,
    position   BIGINT  NOT NULL,
    tries      INTEGER NOT NULL,
    next_try   BIGINT  NOT NULL,
    parked     BOOLEAN NOT NULL,
    last_error TEXT    NOT NULL,
    PRIMARY KEY (listener, subject, position)
);
CREATE UNIQUE INDEX held_facts_fact ON held_facts (fact, listener);
CREATE INDEX held_facts_due ON held_facts (listener, next_try) WHERE parked = FALSE;
CREATE INDEX held_facts_parked ON held_facts (position, listener) WHERE parked = TRUE;

-- +goose Down
DROP TABLE held_facts;

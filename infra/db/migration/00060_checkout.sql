-- +goose Up
-- Placed baskets. A repeat is recognised by its basket, or by who asks
-- ("scope") and the name they gave the attempt; "digest" stands for what was
-- asked. Both are unique, so that one insert decides who places. "origin" is a
-- digest of a guest's network address under a key of the day. "code" is the
-- digest of what a guest has to confirm, empty for none.
CREATE TABLE checkouts (
    id           TEXT    NOT NULL PRIMARY KEY,
    basket_id    TEXT    NOT NULL UNIQUE,
    account      TEXT    NOT NULL,
    scope        TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    digest       TEXT    NOT NULL,
    origin       TEXT    NOT NULL,
    placed_at    BIGINT  NOT NULL,
    code         TEXT    NOT NULL,
    code_sent_at BIGINT  NOT NULL,
    code_sent    INTEGER NOT NULL,
    code_tried   INTEGER NOT NULL,
    confirmed_at BIGINT  NOT NULL,
    UNIQUE (scope, name)
);
CREATE INDEX checkouts_origin ON checkouts (origin) WHERE origin <> '';

-- When a guest, or whoever asks for a letter, was last here: a row to wait for,
-- so that two at once are counted one after the other. Holders are digests.
CREATE TABLE checkout_holders (
    holder TEXT   NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL
);
CREATE INDEX checkout_holders_at ON checkout_holders (at);

-- +goose Down
DROP TABLE checkout_holders;
DROP TABLE checkouts;

-- +goose Up
-- A shop as everybody sees it. "line1" is empty for a trader without premises.
-- Positions are whole ten-millionths of a degree; "week" holds the spans of the
-- seven days, Monday first ("09:00-12:30 14:00-19:00;;…"); "paused_until" is
-- the day of reopening, empty when the shop is not paused.
CREATE TABLE shops (
    id                 TEXT    NOT NULL PRIMARY KEY,
    slug               TEXT    NOT NULL UNIQUE,
    name               TEXT    NOT NULL,
    trade              TEXT    NOT NULL,
    town               TEXT    NOT NULL,
    town_name          TEXT    NOT NULL,
    town_slug          TEXT    NOT NULL,
    line1              TEXT    NOT NULL,
    line2              TEXT    NOT NULL,
    postcode           TEXT    NOT NULL,
    city               TEXT    NOT NULL,
    lat                BIGINT,
    lon                BIGINT,
    description        TEXT    NOT NULL,
    phone              TEXT    NOT NULL,
    email              TEXT    NOT NULL,
    website            TEXT    NOT NULL,
    language           TEXT    NOT NULL,
    colour             TEXT    NOT NULL,
    zone               TEXT    NOT NULL,
    auto_accept        BOOLEAN NOT NULL,
    waive_confirmation BOOLEAN NOT NULL,
    accept_minutes     INTEGER NOT NULL,
    week               TEXT    NOT NULL,
    paused_until       TEXT    NOT NULL,
    confirmed_at       BIGINT  NOT NULL,
    opened_at          BIGINT  NOT NULL,
    version            BIGINT  NOT NULL,
    hours_version      BIGINT  NOT NULL
);
CREATE INDEX shops_town ON shops (town, trade);

-- Who sells in it before the law; version 0 until somebody declares it.
CREATE TABLE shop_sellers (
    shop             TEXT    NOT NULL PRIMARY KEY REFERENCES shops (id),
    version          BIGINT  NOT NULL,
    professional     BOOLEAN NOT NULL,
    legal_name       TEXT    NOT NULL,
    legal_form       TEXT    NOT NULL,
    siret            TEXT    NOT NULL,
    exemption        TEXT    NOT NULL,
    vat_number       TEXT    NOT NULL,
    vat_exempt       BOOLEAN NOT NULL,
    line1            TEXT    NOT NULL,
    line2            TEXT    NOT NULL,
    postcode         TEXT    NOT NULL,
    city             TEXT    NOT NULL,
    phone            TEXT    NOT NULL,
    email            TEXT    NOT NULL,
    mediator_name    TEXT    NOT NULL,
    mediator_website TEXT    NOT NULL,
    certified_at     BIGINT  NOT NULL,
    terms_version    TEXT    NOT NULL
);

-- Days that differ from the week: no spans is closed.
CREATE TABLE shop_exceptions (
    shop   TEXT NOT NULL REFERENCES shops (id),
    date   TEXT NOT NULL,
    spans  TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (shop, date)
);

-- +goose Down
DROP TABLE shop_exceptions;
DROP TABLE shop_sellers;
DROP TABLE shops;

-- +goose Up
-- How goods leave a shop, for shops that chose; the document is read and
-- written whole.
CREATE TABLE shop_ways (
    shop     TEXT   NOT NULL PRIMARY KEY REFERENCES shops (id),
    version  BIGINT NOT NULL,
    document TEXT   NOT NULL
);

-- How many orders hold a place in a slot; slots that never had one have no row.
CREATE TABLE slots (
    shop     TEXT    NOT NULL REFERENCES shops (id),
    start_at BIGINT  NOT NULL,
    way      TEXT    NOT NULL,
    end_at   BIGINT  NOT NULL,
    booked   INTEGER NOT NULL,
    PRIMARY KEY (shop, start_at, way)
);
CREATE INDEX slots_end ON slots (shop, end_at);

-- +goose Down
DROP TABLE slots;
DROP TABLE shop_ways;

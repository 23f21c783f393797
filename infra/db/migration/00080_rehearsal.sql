-- +goose Up
-- Practice orders of a shop's staff, apart from orders so that nothing that
-- reads orders can meet them. "place" bounds how many a shop holds at once;
-- "lines" is a JSON list of what was ordered, never looked into.
CREATE TABLE rehearsals (
    id         TEXT    NOT NULL PRIMARY KEY,
    shop_id    TEXT    NOT NULL,
    place      INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    code       TEXT    NOT NULL,
    slot_start BIGINT  NOT NULL,
    slot_end   BIGINT  NOT NULL,
    lines      TEXT    NOT NULL,
    placed_at  BIGINT  NOT NULL
);
CREATE UNIQUE INDEX rehearsals_of_shop ON rehearsals (shop_id, place);

-- +goose Down
DROP TABLE rehearsals;

-- +goose Up
-- What shops sell. The keys are the category and the name without accents, case and
-- spaces, which lists are sorted by. Rows are kept when a product is deleted ("deleted_at" is then
-- not zero), because its movements and prices stay.
CREATE TABLE products (
    id          TEXT    NOT NULL PRIMARY KEY,
    shop_id     TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    name_key    TEXT    NOT NULL,
    description TEXT    NOT NULL,
    category    TEXT    NOT NULL,
    category_key TEXT   NOT NULL,
    unit        TEXT    NOT NULL,
    step        BIGINT  NOT NULL,
    minimum     BIGINT  NOT NULL,
    vat_rate    INTEGER NOT NULL,
    withdrawal  TEXT    NOT NULL,
    allergens   TEXT    NOT NULL,
    ingredients TEXT    NOT NULL,
    origin      TEXT    NOT NULL,
    published   BOOLEAN NOT NULL,
    version     BIGINT  NOT NULL,
    created_at  BIGINT  NOT NULL,
    updated_at  BIGINT  NOT NULL,
    deleted_at  BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX products_of_shop ON products (shop_id, category_key, name_key, id) WHERE deleted_at = 0;

-- The forms a product is sold in; "content_amount" is 0 without a net content.
CREATE TABLE variants (
    id             TEXT    NOT NULL PRIMARY KEY,
    product_id     TEXT    NOT NULL REFERENCES products (id),
    position       INTEGER NOT NULL,
    name           TEXT    NOT NULL,
    price_cents    BIGINT  NOT NULL,
    content_unit   TEXT    NOT NULL,
    content_amount BIGINT  NOT NULL,
    deleted_at     BIGINT  NOT NULL DEFAULT 0
);
CREATE INDEX variants_of_product ON variants (product_id, position) WHERE deleted_at = 0;

-- How much there is, apart from the variant because it changes all day.
-- "on_hand" is the sum of the movements; "was" is what it was before the last
-- change, so that one statement can change it and tell the difference.
CREATE TABLE stocks (
    variant_id TEXT    NOT NULL PRIMARY KEY REFERENCES variants (id),
    mode       TEXT    NOT NULL,
    sold_out   BOOLEAN NOT NULL,
    on_hand    BIGINT  NOT NULL CHECK (on_hand >= 0),
    allocated  BIGINT  NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    was        BIGINT  NOT NULL DEFAULT 0
);

-- The ledger: rows are added and never altered. "mode" to "allocated" are the
-- stock that the movement left.
CREATE TABLE movements (
    id         TEXT   NOT NULL PRIMARY KEY,
    variant_id TEXT   NOT NULL REFERENCES variants (id),
    kind       TEXT   NOT NULL,
    difference BIGINT NOT NULL,
    mode       TEXT   NOT NULL,
    sold_out   BOOLEAN NOT NULL,
    on_hand    BIGINT NOT NULL,
    allocated  BIGINT NOT NULL,
    by_account TEXT   NOT NULL,
    order_id   TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX movements_of_variant ON movements (variant_id, id);

-- What each variant cost from when on: an announced reduction must name the
-- lowest price of the last 30 days.
CREATE TABLE prices (
    variant_id  TEXT   NOT NULL REFERENCES variants (id),
    version     BIGINT NOT NULL,
    since       BIGINT NOT NULL,
    price_cents BIGINT NOT NULL,
    PRIMARY KEY (variant_id, version)
);

-- +goose Down
DROP TABLE prices;
DROP TABLE movements;
DROP TABLE stocks;
DROP TABLE variants;
DROP TABLE products;

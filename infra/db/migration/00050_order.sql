-- +goose Up
-- What a customer and a shop agreed on, copied at placement, and where it
-- stands. address, shop, seller and vat are JSON: copies that nothing searches.
-- reached_at is when the shop could see it; 0 is never. guesses counts the pickup codes tried.
-- due_at is when the platform must look at the order by itself; 0 is never.
CREATE TABLE orders (
    id                TEXT    NOT NULL PRIMARY KEY,
    number            TEXT    NOT NULL UNIQUE,
    checkout_id       TEXT    NOT NULL,
    basket_id         TEXT    NOT NULL,
    shop_id           TEXT    NOT NULL,
    state             TEXT    NOT NULL,
    version           INTEGER NOT NULL,
    way               TEXT    NOT NULL,
    slot_start        BIGINT  NOT NULL,
    slot_end          BIGINT  NOT NULL,
    placed_at         BIGINT  NOT NULL,
    reached_at        BIGINT  NOT NULL,
    confirm_by        BIGINT  NOT NULL,
    remind_at         BIGINT  NOT NULL,
    accept_by         BIGINT  NOT NULL,
    due_at            BIGINT  NOT NULL,
    auto_accept       BOOLEAN NOT NULL,
    customer_account  TEXT    NOT NULL,
    customer_name     TEXT    NOT NULL,
    customer_phone    TEXT    NOT NULL,
    customer_email    TEXT    NOT NULL,
    customer_language TEXT    NOT NULL,
    address           TEXT    NOT NULL,
    note              TEXT    NOT NULL,
    items_cents       BIGINT  NOT NULL,
    delivery_cents    BIGINT  NOT NULL,
    delivery_vat      INTEGER NOT NULL,
    total_cents       BIGINT  NOT NULL,
    vat               TEXT    NOT NULL,
    shop              TEXT    NOT NULL,
    seller            TEXT    NOT NULL,
    terms_version     TEXT    NOT NULL,
    secret_version    INTEGER NOT NULL,
    reason            TEXT    NOT NULL,
    guesses           INTEGER NOT NULL
);
CREATE UNIQUE INDEX orders_checkout ON orders (checkout_id, shop_id);
CREATE INDEX orders_shop_slot ON orders (shop_id, slot_start, id);
CREATE INDEX orders_shop_state ON orders (shop_id, state, slot_start, id);
CREATE INDEX orders_account ON orders (customer_account, id) WHERE customer_account <> '';
CREATE INDEX orders_email ON orders (customer_email, state);
CREATE INDEX orders_phone ON orders (customer_phone, state);
CREATE INDEX orders_due ON orders (due_at, id) WHERE due_at > 0;

-- amount is what was ordered; final_amount is what was weighed or counted when
-- preparing, where that may differ, and NULL until then.
CREATE TABLE order_lines (
    order_id         TEXT    NOT NULL REFERENCES orders (id),
    position         INTEGER NOT NULL,
    id               TEXT    NOT NULL,
    variant_id       TEXT    NOT NULL,
    product_id       TEXT    NOT NULL,
    product_name     TEXT    NOT NULL,
    variant_name     TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    amount           BIGINT  NOT NULL,
    final_amount     BIGINT,
    price_cents      BIGINT  NOT NULL,
    price_per        TEXT    NOT NULL,
    unit_price_cents BIGINT  NOT NULL,
    unit_price_per   TEXT    NOT NULL,
    total_cents      BIGINT  NOT NULL,
    vat_rate         INTEGER NOT NULL,
    withdrawal       TEXT    NOT NULL,
    PRIMARY KEY (order_id, position)
);

CREATE TABLE order_events (
    order_id TEXT    NOT NULL REFERENCES orders (id),
    position INTEGER NOT NULL, -- the order's version that it made
    id       TEXT    NOT NULL,
    kind     TEXT    NOT NULL,
    at       BIGINT  NOT NULL,
    party    TEXT    NOT NULL,
    account  TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    PRIMARY KEY (order_id, position)
);

-- +goose Down
DROP TABLE order_events;
DROP TABLE order_lines;
DROP TABLE orders;

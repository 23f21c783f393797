-- +goose Up
-- Orders of guests who can still be recognised, by age: what is looked through
-- every hour for those that are to be forgotten.
CREATE INDEX orders_guests ON orders (placed_at) WHERE customer_account = '' AND customer_email <> '';

-- +goose Down
DROP INDEX orders_guests;

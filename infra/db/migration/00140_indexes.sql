-- +goose Up
-- For the photos of products that are gone, which are looked for every hour, and
-- for the towns that search engines are told of.
CREATE INDEX products_gone ON products (deleted_at) WHERE deleted_at > 0;
CREATE INDEX shops_opened ON shops (town_slug, opened_at);

-- +goose Down
DROP INDEX shops_opened;
DROP INDEX products_gone;

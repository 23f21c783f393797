-- +goose Up
-- The pictures whose files are kept, by the hash in their names. A picture is
-- 'coming' while its files are written, 'kept', and 'leaving' while they are
-- deleted, so that no file is without a row. "touched_at" is when somebody
-- wanted it last.
CREATE TABLE pictures (
    hash        TEXT    NOT NULL PRIMARY KEY,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    placeholder TEXT    NOT NULL,
    state       TEXT    NOT NULL,
    touched_at  BIGINT  NOT NULL
);
CREATE INDEX pictures_by_age ON pictures (touched_at);

-- Which product or shop ("subject") shows which picture, in what order.
CREATE TABLE photos (
    id         TEXT    NOT NULL PRIMARY KEY,
    subject    TEXT    NOT NULL,
    shop_id    TEXT    NOT NULL,
    hash       TEXT    NOT NULL REFERENCES pictures (hash),
    position   INTEGER NOT NULL,
    alt        TEXT    NOT NULL,
    created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX photos_of_subject ON photos (subject, hash);
CREATE INDEX photos_of_picture ON photos (hash);

-- +goose Down
DROP TABLE photos;
DROP TABLE pictures;

-- +goose Up
-- Who works in a shop (with an account), and who is invited to (with the
-- address and the fingerprint of the secret sent there). The address is
-- forgotten when the invitation is accepted. Roles: 1 preparer, 2 manager,
-- 3 owner.
CREATE TABLE staff (
    id          TEXT    NOT NULL PRIMARY KEY,
    shop        TEXT    NOT NULL REFERENCES shops (id),
    role        INTEGER NOT NULL,
    account     TEXT,
    email       TEXT,
    fingerprint TEXT,
    invited_at  BIGINT  NOT NULL,
    expires_at  BIGINT  NOT NULL,
    joined_at   BIGINT  NOT NULL
);
CREATE UNIQUE INDEX staff_account ON staff (account, shop);
CREATE UNIQUE INDEX staff_email ON staff (shop, email);
CREATE UNIQUE INDEX staff_fingerprint ON staff (fingerprint);
CREATE INDEX staff_shop ON staff (shop, role);

-- +goose Down
DROP TABLE staff;

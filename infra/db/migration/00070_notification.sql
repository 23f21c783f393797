-- +goose Up
-- The outbox: letters worded in the transaction that made them, sent after it.
CREATE TABLE mails (
    id         TEXT    NOT NULL PRIMARY KEY,
    source     TEXT    NOT NULL,
    recipient  TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    language   TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    body_text  TEXT    NOT NULL,
    body_html  TEXT    NOT NULL,
    created_at BIGINT  NOT NULL,
    next_try   BIGINT  NOT NULL,
    sent_at    BIGINT  NOT NULL,
    tries      INTEGER NOT NULL,
    state      TEXT    NOT NULL,
    last_error TEXT    NOT NULL,
    UNIQUE (source, recipient, kind)
);
CREATE INDEX mails_due ON mails (next_try, id) WHERE state = 'queued';
CREATE INDEX mails_state ON mails (state, id);
CREATE INDEX mails_recipient ON mails (recipient, id);

-- +goose Down
DROP TABLE mails;

-- +goose Up
-- What is kept about one person is looked up by the person.
CREATE INDEX audit_who ON audit (who, at, id);
CREATE INDEX staff_invited ON staff (email) WHERE email IS NOT NULL;

-- +goose Down
DROP INDEX staff_invited;
DROP INDEX audit_who;

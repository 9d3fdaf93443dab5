-- Whose an exchange was, beyond its key. Tags stand between line ends: each name=value.
ALTER TABLE usage ADD COLUMN tenant      TEXT NOT NULL DEFAULT '';
ALTER TABLE usage ADD COLUMN team        TEXT NOT NULL DEFAULT '';
ALTER TABLE usage ADD COLUMN application TEXT NOT NULL DEFAULT '';
ALTER TABLE usage ADD COLUMN user_id     TEXT NOT NULL DEFAULT '';
ALTER TABLE usage ADD COLUMN end_user    TEXT NOT NULL DEFAULT '';
ALTER TABLE usage ADD COLUMN tags        TEXT NOT NULL DEFAULT '';

CREATE INDEX usage_of_tenant ON usage (tenant, id);

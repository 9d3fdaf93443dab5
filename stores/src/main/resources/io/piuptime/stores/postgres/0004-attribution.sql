-- Whose an exchange was, beyond its key. Tags stand between line ends: each name=value.
ALTER TABLE usage
    ADD COLUMN tenant      text NOT NULL DEFAULT '',
    ADD COLUMN team        text NOT NULL DEFAULT '',
    ADD COLUMN application text NOT NULL DEFAULT '',
    ADD COLUMN user_id     text NOT NULL DEFAULT '',
    ADD COLUMN end_user    text NOT NULL DEFAULT '',
    ADD COLUMN tags        text NOT NULL DEFAULT '';

CREATE INDEX usage_of_tenant ON usage (tenant, id);

-- As with entries: a transaction sees what belongs to the tenant that it names, or everything if it names '*'.
ALTER TABLE usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage FORCE ROW LEVEL SECURITY;
CREATE POLICY of_own_tenant ON usage USING (current_setting('piup.tenant', true) IN ('*', tenant));

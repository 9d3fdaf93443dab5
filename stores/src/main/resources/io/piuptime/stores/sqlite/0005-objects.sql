-- Whose the objects are that lie at providers.
CREATE TABLE provider_objects (
    id         TEXT    NOT NULL, -- as the provider calls it
    provider   TEXT    NOT NULL, -- name of the account
    kind       TEXT    NOT NULL, -- FILE, BATCH or RESPONSE
    owner      TEXT    NOT NULL, -- public id of the key that made it
    created_at INTEGER NOT NULL, -- microseconds since 1970
    expires_at INTEGER,          -- when the provider forgets it
    PRIMARY KEY (id, provider)
) WITHOUT ROWID;

CREATE INDEX objects_by_expiry ON provider_objects (expires_at) WHERE expires_at IS NOT NULL;

-- Whose the objects are that lie at providers.
CREATE TABLE provider_objects (
    id         text   COLLATE "C" NOT NULL, -- as the provider calls it
    provider   text   COLLATE "C" NOT NULL, -- name of the account
    kind       text   NOT NULL,             -- FILE, BATCH or RESPONSE
    owner      text   NOT NULL,             -- public id of the key that made it
    created_at bigint NOT NULL,             -- microseconds since 1970
    expires_at bigint,                      -- when the provider forgets it
    PRIMARY KEY (id, provider)
);

CREATE INDEX objects_by_expiry ON provider_objects (expires_at) WHERE expires_at IS NOT NULL;

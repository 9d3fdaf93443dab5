-- Configuration that was published to all nodes.
CREATE TABLE revisions (
    number       bigint NOT NULL PRIMARY KEY, -- without gaps
    at           bigint NOT NULL,             -- microseconds since 1970
    published_by text   NOT NULL,
    why          text   NOT NULL,
    restores     bigint,                      -- the revision that it says again
    document     text   NOT NULL              -- YAML, with references in the places of secrets
);

-- What each node said of itself last.
CREATE TABLE nodes (
    id         text   COLLATE "C" NOT NULL PRIMARY KEY,
    version    text   NOT NULL,
    started_at bigint NOT NULL, -- microseconds since 1970
    seen_at    bigint NOT NULL, -- microseconds since 1970
    revision   bigint NOT NULL, -- in force there; 0 = none
    refused    bigint NOT NULL, -- a newer one that it could not use; 0 = none
    directory  bigint NOT NULL  -- the last change of the directory that it knows
);

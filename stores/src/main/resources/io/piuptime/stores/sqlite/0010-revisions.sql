-- Configuration that was published to all nodes.
CREATE TABLE revisions (
    number       INTEGER PRIMARY KEY, -- without gaps
    at           INTEGER NOT NULL,    -- microseconds since 1970
    published_by TEXT    NOT NULL,
    why          TEXT    NOT NULL,
    restores     INTEGER,             -- the revision that it says again
    document     TEXT    NOT NULL     -- YAML, with references in the places of secrets
);

-- What each node said of itself last.
CREATE TABLE nodes (
    id         TEXT    NOT NULL PRIMARY KEY,
    version    TEXT    NOT NULL,
    started_at INTEGER NOT NULL, -- microseconds since 1970
    seen_at    INTEGER NOT NULL, -- microseconds since 1970
    revision   INTEGER NOT NULL, -- in force there; 0 = none
    refused    INTEGER NOT NULL, -- a newer one that it could not use; 0 = none
    directory  INTEGER NOT NULL  -- the last change of the directory that it knows
) WITHOUT ROWID;

-- The feed of changes to keys. The last change of a key is the key as it is now.
CREATE TABLE key_changes (
    sequence   INTEGER NOT NULL PRIMARY KEY, -- from 1, without gaps
    key_id     TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    hash       TEXT    NOT NULL,
    models     TEXT    NOT NULL, -- each as its length in characters, a colon and the name
    created_at INTEGER NOT NULL, -- microseconds since 1970
    expires_at INTEGER,
    revoked_at INTEGER
);

CREATE UNIQUE INDEX changes_of_key ON key_changes (key_id, sequence);

-- What makes nodes one installation: fingerprints of the secrets that all of them have, and the salt of these.
CREATE TABLE marks (
    name TEXT NOT NULL PRIMARY KEY,
    mark TEXT NOT NULL
) WITHOUT ROWID;

-- What was answered to requests that may be sent again.
CREATE TABLE answers (
    name     TEXT    NOT NULL PRIMARY KEY, -- digest of caller, path and key of the request
    at       INTEGER NOT NULL,             -- microseconds since 1970
    question TEXT    NOT NULL,             -- digest of what was asked
    answer   BLOB                          -- sealed; none while the request is under way
);
CREATE INDEX answers_at ON answers (at);

-- What makes nodes one installation: fingerprints of the secrets that all of them have, and the salt of these.
CREATE TABLE marks (
    name text COLLATE "C" NOT NULL PRIMARY KEY,
    mark text NOT NULL
);

-- What was answered to requests that may be sent again.
CREATE TABLE answers (
    name     text COLLATE "C" NOT NULL PRIMARY KEY, -- digest of caller, path and key of the request
    at       bigint NOT NULL,                       -- microseconds since 1970
    question text   NOT NULL,                       -- digest of what was asked
    answer   bytea                                  -- sealed; none while the request is under way
);
CREATE INDEX answers_at ON answers (at);

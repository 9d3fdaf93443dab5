-- One row an exchange. Ids sort by time, so new rows go to the end of the tree and a page is a short range scan.
CREATE TABLE usage (
    id               TEXT    NOT NULL PRIMARY KEY,
    started_at       INTEGER NOT NULL, -- microseconds since 1970
    key_id           TEXT    NOT NULL,
    operation        TEXT    NOT NULL,
    model            TEXT    NOT NULL,
    target           TEXT    NOT NULL,
    status           INTEGER NOT NULL,
    ending           TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    stream           INTEGER NOT NULL,
    tokens_input     INTEGER NOT NULL,
    tokens_output    INTEGER NOT NULL,
    tokens_cached    INTEGER NOT NULL,
    tokens_reasoning INTEGER NOT NULL,
    tokens_source    TEXT    NOT NULL,
    finish_reason    TEXT    NOT NULL,
    attempts         INTEGER NOT NULL,
    micros_total     INTEGER NOT NULL,
    micros_to_token  INTEGER NOT NULL, -- -1 when no token came
    micros_upstream  INTEGER NOT NULL,
    bytes_request    INTEGER NOT NULL,
    bytes_reply      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX usage_of_key ON usage (key_id, id);

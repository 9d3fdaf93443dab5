-- Thresholds of budgets that were passed, one row for each whatever node saw it.
CREATE TABLE money_crossings (
    budget    TEXT    NOT NULL,
    cap       TEXT    NOT NULL, -- the window, as it is written
    start     INTEGER NOT NULL, -- first second of the window, since 1970
    micros    INTEGER NOT NULL, -- of the cap, as all amounts
    percent   INTEGER NOT NULL,
    tenant    TEXT    NOT NULL,
    name      TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    at        INTEGER NOT NULL, -- microseconds since 1970, as all moments below
    gone      INTEGER NOT NULL,
    node      TEXT    NOT NULL,
    tries     INTEGER NOT NULL,
    due       INTEGER,          -- when somebody is to be told; null: nobody is any more
    told      INTEGER,
    PRIMARY KEY (budget, cap, start, micros, percent)
) WITHOUT ROWID;

CREATE INDEX money_crossings_due ON money_crossings (due) WHERE due IS NOT NULL;

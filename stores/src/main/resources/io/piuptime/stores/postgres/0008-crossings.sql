-- Thresholds of budgets that were passed, one row for each whatever node saw it.
CREATE TABLE money_crossings (
    budget  text     COLLATE "C" NOT NULL,
    cap     text     COLLATE "C" NOT NULL, -- the window, as it is written
    start   bigint   NOT NULL, -- first second of the window, since 1970
    micros  bigint   NOT NULL, -- of the cap, as all amounts
    percent integer  NOT NULL,
    tenant  text     NOT NULL,
    name    text     NOT NULL,
    subject text     NOT NULL,
    at      bigint   NOT NULL, -- microseconds since 1970, as all moments below
    gone    bigint   NOT NULL,
    node    text     NOT NULL,
    tries   integer  NOT NULL,
    due     bigint,            -- when somebody is to be told; null: nobody is any more
    told    bigint,
    PRIMARY KEY (budget, cap, start, micros, percent)
);

CREATE INDEX money_crossings_due ON money_crossings (due) WHERE due IS NOT NULL;

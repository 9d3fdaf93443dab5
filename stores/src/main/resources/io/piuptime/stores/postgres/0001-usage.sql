-- One row an exchange. Ids sort by time as bytes do, so new rows go to the end of the tree and a page is a short range scan.
CREATE TABLE usage (
    id                  text     COLLATE "C" NOT NULL PRIMARY KEY,
    started_at          bigint   NOT NULL, -- microseconds since 1970
    key_id              text     NOT NULL,
    operation           text     NOT NULL,
    model               text     NOT NULL,
    target              text     NOT NULL,
    status              integer  NOT NULL,
    ending              text     NOT NULL,
    reason              text     NOT NULL,
    stream              smallint NOT NULL,
    tokens_input        bigint   NOT NULL,
    tokens_output       bigint   NOT NULL,
    tokens_cached       bigint   NOT NULL,
    tokens_reasoning    bigint   NOT NULL,
    tokens_source       text     NOT NULL,
    finish_reason       text     NOT NULL,
    attempts            integer  NOT NULL,
    micros_total        bigint   NOT NULL,
    micros_to_token     bigint   NOT NULL, -- -1 when no token came
    micros_upstream     bigint   NOT NULL,
    bytes_request       bigint   NOT NULL,
    bytes_reply         bigint   NOT NULL,
    tokens_written      bigint   NOT NULL DEFAULT 0,
    tokens_written_hour bigint   NOT NULL DEFAULT 0,
    tokens_audio_input  bigint   NOT NULL DEFAULT 0,
    tokens_audio_cached bigint   NOT NULL DEFAULT 0,
    tokens_audio_output bigint   NOT NULL DEFAULT 0,
    tokens_image_input  bigint   NOT NULL DEFAULT 0,
    tokens_image_cached bigint   NOT NULL DEFAULT 0,
    tokens_image_output bigint   NOT NULL DEFAULT 0,
    tokens_citations    bigint   NOT NULL DEFAULT 0,
    searches            bigint   NOT NULL DEFAULT 0,
    audio_seconds       bigint   NOT NULL DEFAULT 0,
    service             text     NOT NULL DEFAULT 'standard',
    cost_micros         bigint,            -- of the currency's unit; null when it is not known
    cost_currency       text     NOT NULL DEFAULT '',
    price               text     NOT NULL DEFAULT '',
    trail               text     NOT NULL DEFAULT '' -- what became of each attempt of an exchange that made several
);

CREATE INDEX usage_of_key ON usage (key_id, id);
CREATE INDEX usage_by_start ON usage (started_at, id);

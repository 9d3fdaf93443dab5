-- What an exchange cost, the price it was computed by, and the counts that have prices of their own.
ALTER TABLE usage ADD COLUMN tokens_written      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_written_hour INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_audio_input  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_audio_cached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_audio_output INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_image_input  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_image_cached INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_image_output INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN tokens_citations    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN searches            INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN audio_seconds       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage ADD COLUMN service             TEXT    NOT NULL DEFAULT 'standard';
ALTER TABLE usage ADD COLUMN cost_micros         INTEGER; -- of the currency's unit; null when it is not known
ALTER TABLE usage ADD COLUMN cost_currency       TEXT    NOT NULL DEFAULT '';
ALTER TABLE usage ADD COLUMN price               TEXT    NOT NULL DEFAULT '';

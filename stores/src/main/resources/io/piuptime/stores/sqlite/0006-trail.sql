-- What became of each attempt of an exchange that made several.
ALTER TABLE usage ADD COLUMN trail TEXT NOT NULL DEFAULT '';

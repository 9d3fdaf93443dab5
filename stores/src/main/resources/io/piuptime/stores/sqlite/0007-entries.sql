-- What changes while nodes run: each entry with its last change. Changes of all entries are numbered without gaps.
CREATE TABLE entries (
    kind     TEXT    NOT NULL, -- a letter
    id       TEXT    NOT NULL,
    tenant   TEXT    NOT NULL,
    parent   TEXT    NOT NULL,
    name     TEXT    NOT NULL, -- in lower case, to search in
    version  INTEGER NOT NULL, -- of the entry, from 1
    first    INTEGER NOT NULL, -- number of its first change
    sequence INTEGER NOT NULL, -- number of its last change
    removed  INTEGER NOT NULL,
    body     BLOB    NOT NULL, -- empty if it was removed
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE UNIQUE INDEX entries_by_sequence ON entries (sequence);
CREATE INDEX entries_in_order ON entries (kind, first);
CREATE INDEX entries_of_tenant ON entries (kind, tenant, first);
CREATE INDEX entries_below ON entries (kind, parent, first);

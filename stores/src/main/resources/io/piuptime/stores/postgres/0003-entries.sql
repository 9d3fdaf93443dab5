-- What changes while nodes run: each entry with its last change. Changes of all entries are numbered without gaps.
CREATE TABLE entries (
    kind     text     COLLATE "C" NOT NULL, -- a letter
    id       text     COLLATE "C" NOT NULL,
    tenant   text     COLLATE "C" NOT NULL,
    parent   text     COLLATE "C" NOT NULL,
    name     text     NOT NULL, -- in lower case, to search in
    version  bigint   NOT NULL, -- of the entry, from 1
    first    bigint   NOT NULL, -- number of its first change
    sequence bigint   NOT NULL, -- number of its last change
    removed  smallint NOT NULL,
    body     bytea    NOT NULL, -- empty if it was removed
    PRIMARY KEY (kind, id)
);

CREATE UNIQUE INDEX entries_by_sequence ON entries (sequence);
CREATE INDEX entries_in_order ON entries (kind, first);
CREATE INDEX entries_of_tenant ON entries (kind, tenant, first);
CREATE INDEX entries_below ON entries (kind, parent, first);

-- A transaction sees what belongs to the tenant that it names, or everything if it names '*'. One that names none sees nothing.
ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE entries FORCE ROW LEVEL SECURITY;
CREATE POLICY of_own_tenant ON entries USING (current_setting('piup.tenant', true) IN ('*', tenant));

-- The number of the last change. Whoever makes the next one locks it until that is visible.
CREATE TABLE entries_feed AS SELECT 0::bigint AS last;

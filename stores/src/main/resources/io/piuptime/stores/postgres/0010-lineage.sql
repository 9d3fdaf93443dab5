-- Which server's history the leases are part of. One that takes over begins another, and may lack the end of the one before.
CREATE TABLE money_lineage (
    one      smallint NOT NULL PRIMARY KEY CHECK (one = 1),
    system   bigint   NOT NULL, -- of the database's files, since they were made
    timeline bigint   NOT NULL, -- grows each time that a standby is promoted
    since    bigint   NOT NULL  -- milliseconds since 1970; 0 if nothing was granted before
);

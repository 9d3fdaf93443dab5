-- Nodes that spend money, and what each was granted of each stretch of a budget's cap.
CREATE TABLE money_nodes (
    node     TEXT    NOT NULL PRIMARY KEY,
    term     INTEGER NOT NULL, -- grows each time the node begins
    released INTEGER NOT NULL  -- 1: others may have what it did not tell to be spent
) WITHOUT ROWID;

CREATE TABLE money_leases (
    budget      TEXT    NOT NULL,
    cap         TEXT    NOT NULL, -- the window, as it is written
    start       INTEGER NOT NULL, -- first second of the stretch, since 1970
    node        TEXT    NOT NULL,
    granted     INTEGER NOT NULL, -- millionths of a dollar, as all amounts
    spent       INTEGER NOT NULL,
    unconfirmed INTEGER NOT NULL,
    term        INTEGER NOT NULL, -- of the claim that said so
    turn        INTEGER NOT NULL,
    PRIMARY KEY (budget, cap, start, node)
) WITHOUT ROWID;

CREATE INDEX money_leases_by_node ON money_leases (node);

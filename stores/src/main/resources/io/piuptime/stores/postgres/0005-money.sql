-- Nodes that spend money, and what each was granted of each stretch of a budget's cap.
CREATE TABLE money_nodes (
    node     text     COLLATE "C" NOT NULL PRIMARY KEY,
    term     bigint   NOT NULL, -- grows each time the node begins
    released smallint NOT NULL  -- 1: others may have what it did not tell to be spent
);

-- What is locked while somebody is granted something of a cap.
CREATE TABLE money_caps (
    budget text COLLATE "C" NOT NULL,
    cap    text COLLATE "C" NOT NULL, -- the window, as it is written
    PRIMARY KEY (budget, cap)
);

CREATE TABLE money_leases (
    budget      text   COLLATE "C" NOT NULL,
    cap         text   COLLATE "C" NOT NULL,
    start       bigint NOT NULL, -- first second of the stretch, since 1970
    node        text   COLLATE "C" NOT NULL,
    granted     bigint NOT NULL, -- millionths of a dollar, as all amounts
    spent       bigint NOT NULL,
    unconfirmed bigint NOT NULL,
    term        bigint NOT NULL, -- of the claim that said so
    turn        bigint NOT NULL,
    PRIMARY KEY (budget, cap, start, node)
);

CREATE INDEX money_leases_by_node ON money_leases (node);

package io.piuptime.stores.sqlite.shared;

import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.NodeRows;
import io.piuptime.stores.sqlite.SqliteStore;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;

/** Nodes as rows, one each. */
public final class SqliteNodeStore implements NodeStore {
    private final SqliteStore store;

    public SqliteNodeStore(SqliteStore store) {
        this.store = store;
    }

    @Override
    public void say(NodeState state) {
        store.write(statements -> {
            PreparedStatement say = statements.of(NodeRows.SAY);
            NodeRows.bind(say, state);
            return say.executeUpdate();
        });
    }

    @Override
    public List<NodeState> all() {
        return store.read(statements -> NodeRows.read(statements.of(NodeRows.ALL)));
    }

    @Override
    public void forget(Instant silentSince) {
        store.write(statements -> {
            PreparedStatement forget = statements.of(NodeRows.FORGET);
            forget.setLong(1, Micros.of(silentSince));
            return forget.executeUpdate();
        });
    }
}

package io.piuptime.stores.postgres;

import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.NodeRows;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;

/** Nodes as rows, one each. */
public final class PostgresNodeStore implements NodeStore {
    private final PostgresStore store;

    public PostgresNodeStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public void say(NodeState state) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement say = connection.prepareStatement(NodeRows.SAY)) {
                NodeRows.bind(say, state);
                return say.executeUpdate();
            }
        });
    }

    @Override
    public List<NodeState> all() {
        return store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement all = connection.prepareStatement(NodeRows.ALL)) {
                return NodeRows.read(all);
            }
        });
    }

    @Override
    public void forget(Instant silentSince) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement forget = connection.prepareStatement(NodeRows.FORGET)) {
                forget.setLong(1, Micros.of(silentSince));
                return forget.executeUpdate();
            }
        });
    }
}

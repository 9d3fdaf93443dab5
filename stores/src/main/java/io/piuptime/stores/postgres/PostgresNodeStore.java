package io.piuptime.stores.postgres;

import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeState.Progress;
import io.piuptime.gateway.nodes.NodeStore;
import io.piuptime.stores.postgres.PostgresStore.Scope;
import io.piuptime.stores.rows.Micros;
import io.piuptime.stores.rows.Texts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Nodes as rows, one each. */
public final class PostgresNodeStore implements NodeStore {
    private static final String COLUMNS = "id, version, started_at, seen_at, revision, refused, directory";
    private static final String SAY = "INSERT INTO nodes (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?)"
            + " ON CONFLICT (id) DO UPDATE SET version = excluded.version, started_at = excluded.started_at,"
            + " seen_at = excluded.seen_at, revision = excluded.revision, refused = excluded.refused,"
            + " directory = excluded.directory";
    private static final String ALL = "SELECT " + COLUMNS + " FROM nodes ORDER BY id";
    private static final String FORGET = "DELETE FROM nodes WHERE seen_at < ?";

    private final PostgresStore store;

    public PostgresNodeStore(PostgresStore store) {
        this.store = store;
    }

    @Override
    public void say(NodeState state) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement say = connection.prepareStatement(SAY)) {
                say.setString(1, Texts.storable(state.id()));
                say.setString(2, Texts.storable(state.version()));
                say.setLong(3, Micros.of(state.startedAt()));
                say.setLong(4, Micros.of(state.seenAt()));
                say.setLong(5, state.progress().revision());
                say.setLong(6, state.progress().refused());
                say.setLong(7, state.progress().directory());
                return say.executeUpdate();
            }
        });
    }

    @Override
    public List<NodeState> all() {
        return store.run(Scope.EVERYWHERE, connection -> {
            List<NodeState> nodes = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(ALL);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    nodes.add(new NodeState(
                            row.getString(1),
                            row.getString(2),
                            Micros.instant(row.getLong(3)),
                            Micros.instant(row.getLong(4)),
                            new Progress(row.getLong(5), row.getLong(6), row.getLong(7))));
                }
            }
            return List.copyOf(nodes);
        });
    }

    @Override
    public void forget(Instant silentSince) {
        int _ = store.run(Scope.EVERYWHERE, connection -> {
            try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
                forget.setLong(1, Micros.of(silentSince));
                return forget.executeUpdate();
            }
        });
    }
}

package io.piuptime.stores.rows;

import io.piuptime.gateway.nodes.NodeState;
import io.piuptime.gateway.nodes.NodeState.Progress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Nodes as rows, one each. */
public final class NodeRows {
    private static final String COLUMNS = "id, version, started_at, seen_at, revision, refused, directory";

    /** Takes what {@link #bind} binds. */
    public static final String SAY = "INSERT INTO nodes (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?)"
            + " ON CONFLICT (id) DO UPDATE SET version = excluded.version, started_at = excluded.started_at,"
            + " seen_at = excluded.seen_at, revision = excluded.revision, refused = excluded.refused,"
            + " directory = excluded.directory";

    /** All of them, for {@link #read}. */
    public static final String ALL = "SELECT " + COLUMNS + " FROM nodes ORDER BY id";

    /** Those last seen before a moment. */
    public static final String FORGET = "DELETE FROM nodes WHERE seen_at < ?";

    private NodeRows() {}

    /** Binds a node to {@link #SAY}. */
    public static void bind(PreparedStatement say, NodeState state) throws SQLException {
        say.setString(1, Texts.storable(state.id()));
        say.setString(2, Texts.storable(state.version()));
        say.setLong(3, Micros.of(state.startedAt()));
        say.setLong(4, Micros.of(state.seenAt()));
        say.setLong(5, state.progress().revision());
        say.setLong(6, state.progress().refused());
        say.setLong(7, state.progress().directory());
    }

    /** The nodes that {@link #ALL} finds. */
    public static List<NodeState> read(PreparedStatement all) throws SQLException {
        List<NodeState> nodes = new ArrayList<>();
        try (ResultSet row = all.executeQuery()) {
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
    }
}

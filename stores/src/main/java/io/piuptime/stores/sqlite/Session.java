package io.piuptime.stores.sqlite;

import io.piuptime.stores.StoreUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that comes back: made when it is first needed, and again after a failure or when another file has taken the
 * name of the database. Used by one thread at a time.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final DatabaseFile file;
    private final Connector connector;
    private Optional<Link> link = Optional.empty();

    Session(DatabaseFile file, Connector connector) {
        this.file = file;
        this.connector = connector;
    }

    <T> T run(Statements.Work<T> work) {
        try {
            return work.on(linked().statements());
        } catch (SQLException e) {
            close();
            throw new StoreUnavailable(file + ": " + e.getMessage(), e);
        } catch (StoreUnavailable e) {
            close();
            throw e;
        }
    }

    void close() {
        Optional<Link> old = link;
        link = Optional.empty();
        if (old.isPresent()) {
            try {
                old.get().statements().close();
            } catch (SQLException e) {
                LOG.debug("{}: a connection could not be closed", file, e);
            }
        }
    }

    private Link linked() throws SQLException {
        if (link.isPresent() && !link.get().identity().equals(file.identity())) {
            close();
        }
        if (link.isEmpty()) {
            Connection connection = connector.connect();
            link = Optional.of(new Link(new Statements(connection), file.identity()));
        }
        return link.get();
    }

    /** How a connection is made. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** A connection and the file it goes to. */
    private record Link(Statements statements, Object identity) {}
}

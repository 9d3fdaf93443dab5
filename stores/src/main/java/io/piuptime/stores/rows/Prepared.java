package io.piuptime.stores.rows;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Statements of one transaction, made ready; whoever hands them out closes them. */
@FunctionalInterface
public interface Prepared {
    /** The statement of a text, the same for the same text, its parameters those of its last use. */
    PreparedStatement of(String sql) throws SQLException;
}

package io.piuptime.stores.sqlite;

import java.sql.SQLException;

/** Something to do with a database. */
@FunctionalInterface
interface Work<T> {
    T on(Statements statements) throws SQLException;
}

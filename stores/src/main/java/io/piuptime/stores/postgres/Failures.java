package io.piuptime.stores.postgres;

import java.sql.SQLException;
import java.util.Set;

/** What failures of the database mean, by their code. */
final class Failures {
    /** Deadlock, and transactions that cannot be put one after the other. */
    private static final Set<String> OF_CHANCE = Set.of("40P01", "40001");

    private static final String READ_ONLY = "25006";

    /** Row-level security says no. */
    private static final String OUT_OF_SCOPE = "42501";

    /** The server has no such function, or not for everybody. */
    private static final Set<String> UNHEARD_OF = Set.of("0A000", "42501", "42883", "42P01");

    private Failures() {}

    /** A server that is to be passed over like one that takes no writes. */
    static SQLException readOnly(String why) {
        return new SQLException(why, READ_ONLY);
    }

    /** Whether what was asked is not known to the server, or not told to us. */
    static boolean isUnheardOf(SQLException failure) {
        return UNHEARD_OF.contains(code(failure));
    }

    /** Whether the same, done again, may succeed at once. */
    static boolean isOfChance(SQLException failure) {
        return OF_CHANCE.contains(code(failure));
    }

    /** Whether another of the database's servers may have become the one that takes writes. */
    static boolean isReadOnly(SQLException failure) {
        return READ_ONLY.equals(code(failure));
    }

    /** Whether the row is another tenant's. */
    static boolean isOutOfScope(SQLException failure) {
        return OUT_OF_SCOPE.equals(code(failure));
    }

    /** The reason below what the pool says. */
    static String reason(SQLException failure) {
        Throwable root = failure;
        for (int depth = 0; depth < 10 && root.getCause() instanceof SQLException below; depth++) {
            root = below;
        }
        return String.valueOf(root.getMessage());
    }

    private static String code(SQLException failure) {
        return String.valueOf(failure.getSQLState());
    }
}

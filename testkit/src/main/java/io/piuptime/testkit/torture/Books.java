package io.piuptime.testkit.torture;

import io.piuptime.testkit.server.PostgresServer;
import java.util.HashMap;
import java.util.Map;

/** Reads the ledger where it is kept: the database, past the gateway. */
public final class Books {
    private static final String SPENT = "SELECT coalesce(sum(spent + unconfirmed), 0) FROM money_leases";
    private static final String UNCONFIRMED = "SELECT coalesce(sum(unconfirmed), 0) FROM money_leases";
    private static final String CHARGES =
            "SELECT coalesce(string_agg(id || '=' || coalesce(cost_micros, -1), ','), '') FROM usage";

    private final PostgresServer server;
    private final String database;

    /**
     * Books in a database.
     *
     * @param database its name
     */
    public Books(PostgresServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /** What they say now. */
    public Ledger ledger() {
        Map<String, Long> charged = new HashMap<>();
        String charges = server.ask(database, CHARGES);
        if (!charges.isEmpty()) {
            for (String charge : charges.split(",", -1)) {
                int equals = charge.indexOf('=');
                charged.put(charge.substring(0, equals), Long.valueOf(charge.substring(equals + 1)));
            }
        }
        return new Ledger(
                Long.parseLong(server.ask(database, SPENT)),
                Long.parseLong(server.ask(database, UNCONFIRMED)),
                charged);
    }
}

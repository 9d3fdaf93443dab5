package io.piuptime.testkit.torture;

import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.torture.history.Stood;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the ledger where it is kept: the database, past the gateway. */
public final class Books {
    private static final String LEASES =
            "SELECT coalesce(string_agg(node || '=' || budget || '=' || granted || '=' || spent || '=' || unconfirmed, ','), '')"
                    + " FROM money_leases";
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
        List<Stood> leases = new ArrayList<>();
        for (String[] lease : rows(LEASES)) {
            leases.add(new Stood(
                    lease[0], lease[1], Long.parseLong(lease[2]), Long.parseLong(lease[3]), Long.parseLong(lease[4])));
        }
        Map<String, Long> charged = new HashMap<>();
        for (String[] charge : rows(CHARGES)) {
            charged.put(charge[0], Long.valueOf(charge[1]));
        }
        return new Ledger(leases, charged);
    }

    private List<String[]> rows(String query) {
        String answer = server.ask(database, query);
        List<String[]> rows = new ArrayList<>();
        if (!answer.isEmpty()) {
            for (String row : answer.split(",", -1)) {
                rows.add(row.split("=", -1));
            }
        }
        return rows;
    }
}

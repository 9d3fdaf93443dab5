package io.piuptime.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.lease.LeaseStore;
import io.piuptime.testkit.contracts.LeaseStoreContract;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SharedPostgres;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(SharedPostgres.class)
class PostgresLeaseStoreTest implements LeaseStoreContract {
    private static final long CAP = 1_000_000;
    private static final int NODES = 8;
    private static final int TURNS = 40;

    private PostgresStore database;

    @BeforeEach
    void open(PostgresServer server) {
        database = new PostgresStore(PostgresAddress.parse(server.database()));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public LeaseStore leases() {
        return new PostgresLeaseStore(database);
    }

    @Test
    void nodes_that_claim_the_same_caps_at_once_in_any_order_never_get_more_than_there_is() throws Exception {
        LeaseStore leases = leases();
        try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
            List<Callable<Long>> all = IntStream.range(0, NODES)
                    .<Callable<Long>>mapToObj(node -> () -> claims(leases, node))
                    .toList();
            for (Future<Long> one : threads.invokeAll(all)) {
                assertThat(one.get()).isNotNegative();
            }
        }
        for (String budget : List.of("a", "b", "c")) {
            assertThat(leases.leases(budget).stream()
                            .mapToLong(LeaseStore.Lease::granted)
                            .sum())
                    .as(budget)
                    .isEqualTo(CAP);
        }
    }

    private static long claims(LeaseStore leases, int node) {
        String name = "node-" + node;
        long term = leases.begin(name).number();
        Random random = new Random(node);
        long[] held = new long[3];
        for (int turn = 1; turn <= TURNS; turn++) {
            List<Integer> order = new ArrayList<>(Stream.of(0, 1, 2).toList());
            Collections.shuffle(order, random);
            List<LeaseStore.Claim> claims = order.stream()
                    .map(at -> new LeaseStore.Claim(
                            new AccountId(String.valueOf((char) ('a' + at)), "total", 0),
                            CAP,
                            0,
                            held[at],
                            0,
                            0,
                            10_000))
                    .toList();
            List<LeaseStore.Grant> grants = leases.claim(name, term, turn, claims);
            for (int at = 0; at < order.size(); at++) {
                held[order.get(at)] = grants.get(at).granted();
            }
        }
        return held[0];
    }
}

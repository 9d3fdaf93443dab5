package io.piuptime.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import io.piuptime.testkit.contracts.OwnershipContract;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SharedPostgres;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(SharedPostgres.class)
class PostgresOwnershipTest implements OwnershipContract {
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
    public Ownership ownership() {
        return new PostgresOwnership(database);
    }

    @Test
    void nodes_that_note_the_same_objects_in_any_order_agree_on_their_owners() throws Exception {
        List<List<ProviderObject>> told = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            List<Callable<List<ProviderObject>>> nodes = IntStream.range(0, 20)
                    .<Callable<List<ProviderObject>>>mapToObj(node -> () -> note(node))
                    .toList();
            for (Future<List<ProviderObject>> future : threads.invokeAll(nodes)) {
                told.add(future.get());
            }
        }

        assertThat(told.stream().distinct()).hasSize(1);
    }

    @Test
    void keeps_whatever_characters_an_id_has() {
        ProviderObject odd = new ProviderObject("a\0b", Kind.FILE, "p", "k", THEN, Optional.empty());

        assertThat(ownership().add(List.of(odd))).hasSize(1);
        assertThat(ownership().find(List.of("a\0b"))).hasSize(1);

        ownership().remove("a\0b", "p");

        assertThat(ownership().find(List.of("a\0b"))).isEmpty();
    }

    private List<ProviderObject> note(int node) {
        List<ProviderObject> objects = new ArrayList<>(IntStream.range(0, 30)
                .mapToObj(i -> new ProviderObject(
                        "file-" + i, Kind.FILE, "p", "key-" + node, THEN, Optional.of(THEN.plusSeconds(i))))
                .toList());
        Collections.shuffle(objects, new Random(node));
        return ownership().add(objects).stream()
                .sorted(Comparator.comparing(ProviderObject::id))
                .toList();
    }
}

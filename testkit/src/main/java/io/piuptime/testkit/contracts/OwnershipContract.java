package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of the owners of providers' objects does. */
public interface OwnershipContract {
    Instant THEN = Instant.parse("2026-03-01T00:00:00.000001Z");

    /** The store under test: empty, and the same one within a test. */
    Ownership ownership();

    @Test
    default void knows_no_object_that_nobody_noted() {
        assertThat(ownership().find(List.of("file-1"))).isEmpty();
        assertThat(ownership().find(List.of())).isEmpty();
        assertThat(ownership().add(List.of())).isEmpty();
    }

    @Test
    default void gives_back_every_component_of_an_object() {
        for (Kind kind : Kind.values()) {
            for (Optional<Instant> expires : List.of(Optional.of(THEN.plusSeconds(7)), Optional.<Instant>empty())) {
                ProviderObject object =
                        new ProviderObject("'ö; --" + kind + expires.isPresent(), kind, "openai", "K3y", THEN, expires);

                assertThat(ownership().add(List.of(object))).containsExactly(object);
                assertThat(ownership().find(List.of(object.id()))).containsExactly(object);
            }
        }
    }

    @Test
    default void keeps_to_the_first_note_of_an_object_and_tells_it() {
        ProviderObject first = file("file-1", "a", "p");
        ownership().add(List.of(first));

        assertThat(ownership().add(List.of(file("file-0", "b", "p"), file("file-1", "b", "p"))))
                .containsExactly(file("file-0", "b", "p"), first);
        assertThat(ownership().find(List.of("file-1"))).containsExactly(first);
    }

    @Test
    default void tells_objects_of_one_id_at_several_providers_apart() {
        ProviderObject atP = file("file-1", "a", "p");
        ProviderObject atQ = file("file-1", "b", "q");
        ownership().add(List.of(atQ));

        assertThat(ownership().add(List.of(atP))).containsExactly(atP);
        assertThat(ownership().find(List.of("file-1"))).containsExactlyInAnyOrder(atP, atQ);

        ownership().remove("file-1", "p");

        assertThat(ownership().find(List.of("file-1"))).containsExactly(atQ);
    }

    @Test
    default void finds_those_of_several_ids_each_once() {
        ownership().add(List.of(file("file-1", "a", "p"), file("file-2", "b", "p"), file("file-3", "a", "p")));

        assertThat(ownership().find(List.of("file-1", "file-2", "file-4", "file-1")))
                .containsExactlyInAnyOrder(file("file-1", "a", "p"), file("file-2", "b", "p"));
    }

    @Test
    default void forgets_an_object_that_is_removed() {
        ownership().add(List.of(file("file-1", "a", "p")));
        ownership().remove("file-1", "p");
        ownership().remove("file-1", "p");

        assertThat(ownership().find(List.of("file-1"))).isEmpty();
    }

    @Test
    default void forgets_what_has_expired_when_something_is_noted() {
        ProviderObject brief =
                new ProviderObject("resp_1", Kind.RESPONSE, "p", "a", THEN, Optional.of(THEN.plusSeconds(60)));
        ownership().add(List.of(brief, file("file-1", "a", "p")));
        ownership().add(List.of(at("file-2", THEN.plusSeconds(60))));

        assertThat(ownership().find(List.of("resp_1"))).containsExactly(brief);

        ownership().add(List.of(at("file-3", THEN.plusSeconds(61))));

        assertThat(ownership().find(List.of("resp_1"))).isEmpty();
        assertThat(ownership().find(List.of("file-1"))).hasSize(1);
    }

    @Test
    default void has_one_owner_for_an_object_that_several_note_at_once() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ProviderObject> told = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> ownership().add(List.of(file("file-1", "key" + i, "p")))))
                    .toList()
                    .stream()
                    .map(future -> {
                        try {
                            return future.get().getFirst();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    })
                    .distinct()
                    .toList();

            assertThat(told).hasSize(1).isEqualTo(ownership().find(List.of("file-1")));
        }
    }

    private static ProviderObject file(String id, String owner, String provider) {
        return new ProviderObject(id, Kind.FILE, provider, owner, THEN, Optional.empty());
    }

    private static ProviderObject at(String id, Instant created) {
        return new ProviderObject(id, Kind.FILE, "p", "a", created, Optional.empty());
    }
}

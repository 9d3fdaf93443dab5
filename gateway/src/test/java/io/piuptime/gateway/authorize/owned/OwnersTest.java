package io.piuptime.gateway.authorize.owned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private final Listed store = new Listed();
    private final Owners owners = new Owners(store, 2);

    /** A store in a list, which counts and can fail. */
    private static final class Listed implements Ownership {
        private final List<ProviderObject> objects = new ArrayList<>();
        private final List<Integer> written = new ArrayList<>();
        private int reads;
        private boolean fails;
        private Optional<CountDownLatch> gate = Optional.empty();
        private final CountDownLatch entered = new CountDownLatch(1);

        @Override
        public List<ProviderObject> add(List<ProviderObject> added) {
            entered.countDown();
            gate.ifPresent(Listed::pass);
            check();
            written.add(added.size());
            return added.stream().map(this::added).toList();
        }

        private ProviderObject added(ProviderObject object) {
            Optional<ProviderObject> known = objects.stream()
                    .filter(one ->
                            one.id().equals(object.id()) && one.provider().equals(object.provider()))
                    .findFirst();
            if (known.isEmpty()) {
                objects.add(object);
            }
            return known.orElse(object);
        }

        @Override
        public List<ProviderObject> find(Collection<String> ids) {
            check();
            reads++;
            return objects.stream().filter(one -> ids.contains(one.id())).toList();
        }

        @Override
        public void remove(String id, String provider) {
            check();
            objects.removeIf(one -> one.id().equals(id) && one.provider().equals(provider));
        }

        private void check() {
            if (fails) {
                throw new IllegalStateException("the disk failed");
            }
        }

        private static void pass(CountDownLatch gate) {
            try {
                assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void finds_what_was_added_and_asks_the_store_once() {
        owners.add(file("1", "a"));

        assertThat(owners.find(List.of("1"))).containsExactly(file("1", "a"));
        assertThat(owners.find(List.of("1"))).containsExactly(file("1", "a"));
        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void asks_again_for_what_nobody_had() {
        assertThat(owners.find(List.of("1"))).isEmpty();
        owners.add(file("1", "a"));

        assertThat(owners.find(List.of("1"))).hasSize(1);
    }

    @Test
    void keeps_no_more_in_memory_than_it_may() {
        for (String id : List.of("1", "2", "3")) {
            owners.add(file(id, "a"));
            owners.find(List.of(id));
        }
        assertThat(store.reads).isEqualTo(3);

        owners.find(List.of("3", "2"));
        assertThat(store.reads).isEqualTo(3);
        owners.find(List.of("1"));
        assertThat(store.reads).isEqualTo(4);
    }

    @Test
    void knows_what_was_added_later_at_another_provider() {
        owners.add(file("1", "a"));
        owners.find(List.of("1"));
        ProviderObject elsewhere = new ProviderObject("1", Kind.FILE, "q", "b", Instant.EPOCH, Optional.empty());
        owners.add(elsewhere);

        assertThat(owners.find(List.of("1"))).containsExactlyInAnyOrder(file("1", "a"), elsewhere);
    }

    @Test
    void forgets_what_is_removed() {
        owners.add(file("1", "a"));
        owners.find(List.of("1"));
        owners.remove("1", "p");

        assertThat(owners.find(List.of("1"))).isEmpty();
    }

    @Test
    void takes_the_same_object_twice_and_refuses_it_to_another() {
        owners.add(file("1", "a"));
        owners.add(file("1", "a"));

        assertThatThrownBy(() -> owners.add(file("1", "b")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.UpstreamFailed.class));
        assertThat(owners.find(List.of("1"))).containsExactly(file("1", "a"));
    }

    @Test
    void refuses_an_object_that_cannot_be_kept_and_names_it() {
        store.fails = true;

        assertThatThrownBy(() -> owners.add(file("1", "a")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOf(Refusal.Overloaded.class)
                                .extracting(Refusal::message)
                                .asString()
                                .contains("'1'", "'p'", "could not be kept"));
        store.fails = false;
        owners.add(file("2", "a"));
        assertThat(store.objects).containsExactly(file("2", "a"));
    }

    @Test
    void refuses_everybody_while_the_store_does_not_answer() {
        store.fails = true;

        for (Runnable call : List.<Runnable>of(owners::check, () -> owners.find(List.of("1")))) {
            assertThatThrownBy(call::run)
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Overloaded.class));
        }
        owners.remove("1", "p");
        store.fails = false;
        owners.check();
    }

    @Test
    void writes_at_once_what_many_add_at_once() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        store.gate = Optional.of(gate);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(() -> owners.add(file("first", "a"))));
            assertThat(store.entered.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 20; i++) {
                String id = "later" + i;
                all.add(threads.submit(() -> owners.add(file(id, "a"))));
            }
            gate.countDown();
            for (Future<?> one : all) {
                one.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(store.objects).hasSize(21);
        assertThat(store.written.getFirst()).isEqualTo(1);
        assertThat(store.written.stream().mapToInt(Integer::intValue).sum()).isEqualTo(21);
    }

    private static ProviderObject file(String id, String owner) {
        return new ProviderObject(id, Kind.FILE, "p", owner, Instant.EPOCH, Optional.empty());
    }
}

package io.piuptime.gateway.directory;

import static io.piuptime.gateway.directory.Keys.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
final class DirectoryFollowerTest {
    @TempDir
    private Path folder;

    private final Keys keys = new Keys();
    private final KeyEntry laptop = keys.entry("laptop");
    private final FeedStore store = new FeedStore();
    private final HandPulse pulse = new HandPulse();
    private final RecordedLog log = new RecordedLog();
    private final Freshness freshness = Freshness.always();

    @Test
    void makes_a_revocation_effective_at_the_next_tick() throws InterruptedException {
        DirectoryReplica replica = new DirectoryReplica(folder);
        store.create(laptop);
        try (DirectoryFollower follower = new DirectoryFollower(replica, store, pulse)) {
            follower.start();
            pulse.awaitRound();
            assertThat(replica.directory().key(laptop.id())).contains(laptop);
            store.revoke(laptop.id(), NOW);
            pulse.poke();
            pulse.awaitRound();
            assertThat(replica.directory().key(laptop.id()).flatMap(KeyEntry::revokedAt))
                    .contains(NOW);
        }
    }

    @Test
    void catches_up_when_poked() throws InterruptedException {
        DirectoryReplica replica = new DirectoryReplica(folder);
        try (DirectoryFollower follower = new DirectoryFollower(replica, store, pulse)) {
            follower.start();
            pulse.awaitRound();
            store.create(laptop);
            follower.poke();
            pulse.awaitRound();
            assertThat(replica.directory().count(Kind.KEY)).isOne();
        }
    }

    @Test
    void logs_that_the_store_fails_and_that_it_answers_again_once_each() {
        store.create(laptop);
        DirectoryReplica replica = new DirectoryReplica(folder);
        try (DirectoryFollower follower = new DirectoryFollower(replica, store, pulse, freshness, log.logger())) {
            follower.start();
            store.gone(true);
            for (int i = 0; i < 3; i++) {
                assertThat(follower.catchUp()).isFalse();
            }
            assertThat(follower.trouble())
                    .hasValueSatisfying(text -> assertThat(text).contains("the database is gone"));
            store.gone(false);
            for (int i = 0; i < 3; i++) {
                assertThat(follower.catchUp()).isTrue();
            }
        }
        assertThat(log.lines).hasSize(2);
        assertThat(log.lines.getFirst()).startsWith("warn").contains("entries known here go on working");
        assertThat(log.lines.getLast()).startsWith("info").contains("current again");
    }

    @Test
    void says_how_current_the_copy_is_also_after_a_restart_and_complains_once_when_it_is_stale() {
        store.create(laptop);
        Freshness first = followed(() -> NOW, follower -> follower.catchUp());
        assertThat(first.isBehind()).isFalse();

        store.gone(true);
        Freshness second = followed(() -> NOW.plus(Duration.ofHours(30)), follower -> {
            follower.catchUp();
            follower.catchUp();
        });

        assertThat(second.isBehind()).isTrue();
        assertThat(second.age()).isEqualTo(Duration.ofHours(30));
        assertThat(log.lines).filteredOn(line -> line.startsWith("error")).hasSize(1);
        assertThat(log.lines.getLast()).contains("108000 s", "what was revoked since then still opens");
    }

    private Freshness followed(InstantSource clock, Consumer<DirectoryFollower> work) {
        DirectoryReplica replica = new DirectoryReplica(folder);
        Freshness measured =
                new Freshness(clock, Duration.ofHours(24), replica.heardBefore().orElse(NOW), replica::heard);
        try (DirectoryFollower follower = new DirectoryFollower(replica, store, pulse, measured, log.logger())) {
            work.accept(follower);
        }
        return measured;
    }

    @Test
    void says_that_all_is_well_before_the_first_round() {
        try (DirectoryFollower follower =
                new DirectoryFollower(new DirectoryReplica(folder), store, pulse, freshness, log.logger())) {
            assertThat(follower.trouble()).isEqualTo(Optional.empty());
            follower.start();
        }
    }

    @Test
    void a_pulse_ends_its_wait_when_poked_and_when_its_period_is_over() throws InterruptedException {
        Pulse hourly = Pulse.every(Duration.ofHours(1));
        CountDownLatch done = new CountDownLatch(1);
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                hourly.await();
                done.countDown();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        hourly.poke();
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        waiting.join();
        Pulse.every(Duration.ofMillis(1)).await();
    }

    /** Ticks when the test pokes it, and tells the test when a round is over. */
    private static final class HandPulse implements Pulse {
        private final Semaphore pokes = new Semaphore(0);
        private final Semaphore rounds = new Semaphore(0);

        @Override
        public void await() throws InterruptedException {
            rounds.release();
            pokes.acquire();
        }

        @Override
        public void poke() {
            pokes.release();
        }

        void awaitRound() throws InterruptedException {
            assertThat(rounds.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        }
    }
}

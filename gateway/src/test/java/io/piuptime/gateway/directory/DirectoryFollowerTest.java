package io.piuptime.gateway.directory;

import static io.piuptime.gateway.directory.Keys.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
        try (DirectoryFollower follower = new DirectoryFollower(replica, store, pulse, log.logger())) {
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
    void says_that_all_is_well_before_the_first_round() {
        try (DirectoryFollower follower =
                new DirectoryFollower(new DirectoryReplica(folder), store, pulse, log.logger())) {
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

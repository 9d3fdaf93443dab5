package io.piuptime.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.load.LastGood;
import io.piuptime.app.config.publish.Published;
import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.RevisionStore;
import io.piuptime.stores.memory.MemoryRevisionStore;
import io.piuptime.testkit.raw.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionFollowerTest {
    @TempDir
    private Path folder;

    private final Node node = new Node();
    private final Shelf store = new Shelf();

    @Test
    void takes_the_newest_document_only() {
        RevisionFollower follower = follower();
        publish("one");
        publish("two");

        follower.catchUp();
        follower.catchUp();

        assertThat(node.taken).containsExactly("two");
        assertThat(follower.state().inForce()).isEqualTo(2);
    }

    @Test
    void stays_with_the_last_good_one_and_says_why() {
        RevisionFollower follower = follower();
        publish("one");
        follower.catchUp();
        publish("bad");

        follower.catchUp();

        assertThat(follower.state().inForce()).isOne();
        assertThat(follower.state().refused()).isEqualTo(2);
        assertThat(follower.state().problems()).containsExactly("bad is bad");
        publish("three");
        follower.catchUp();
        assertThat(follower.state().inForce()).isEqualTo(3);
        assertThat(follower.state().refused()).isZero();
    }

    @Test
    void tries_a_refused_document_again_now_and_then() {
        RevisionFollower follower = follower();
        publish("bad");
        follower.catchUp();
        assertThat(node.tries).isOne();

        for (int look = 0; look < 29; look++) {
            follower.catchUp();
        }
        assertThat(node.tries).isOne();
        node.takesAll = true;
        follower.catchUp();

        assertThat(follower.state().inForce()).isOne();
    }

    @Test
    void starts_with_what_was_kept_while_the_store_is_away() {
        RevisionFollower first = follower();
        publish("one");
        first.catchUp();
        store.away = true;
        node.taken.clear();

        RevisionFollower second = follower();
        second.restore();
        second.catchUp();

        assertThat(node.taken).containsExactly("one");
        assertThat(second.state().inForce()).isOne();
        assertThat(second.trouble()).contains("away");
        store.away = false;
        publish("two");
        second.catchUp();
        assertThat(second.trouble()).isEmpty();
        assertThat(node.taken).containsExactly("one", "two");
    }

    @Test
    void starts_with_the_one_before_if_the_last_cannot_be_used_any_more() {
        RevisionFollower first = follower();
        publish("one");
        first.catchUp();
        publish("two");
        first.catchUp();
        node.refuses = "two";

        RevisionFollower second = follower();
        second.restore();

        assertThat(second.state().inForce()).isOne();
    }

    @Test
    void takes_nothing_from_a_disk_that_somebody_wrote_on() throws Exception {
        RevisionFollower first = follower();
        publish("one");
        first.catchUp();
        Path kept = folder.resolve("published.yaml");
        Files.writeString(kept, Files.readString(kept).replace("one", "evil"));
        node.taken.clear();

        follower().restore();

        assertThat(node.taken).isEmpty();
    }

    @Test
    void looks_by_itself_and_at_once_when_poked() {
        try (RevisionFollower follower = follower()) {
            follower.start();
            publish("one");
            follower.poke();

            Await.until(
                    "it is taken", Duration.ofSeconds(5), () -> follower.state().inForce() == 1);
            publish("two");
            Await.until(
                    "it is taken", Duration.ofSeconds(5), () -> follower.state().inForce() == 2);
        }
    }

    @Test
    void checks_without_taking() {
        assertThat(follower().check("bad")).containsExactly("bad is bad");
        assertThat(follower().check("one")).isEmpty();
        assertThat(node.taken).isEmpty();
    }

    private RevisionFollower follower() {
        return new RevisionFollower(store, node, new LastGood(folder, "published", new SecureRandom()));
    }

    private void publish(String document) {
        long number = store.newest() + 1;
        store.add(new Revision(new Revision.Head(number, number, "me", "", Optional.empty()), document));
    }

    private static final class Node implements Joining {
        private final List<String> taken = new ArrayList<>();
        private String refuses = "bad";
        private boolean takesAll;
        private int tries;

        @Override
        public List<String> join(Published document) {
            tries++;
            List<String> problems = check(document);
            if (problems.isEmpty()) {
                taken.add(document.document());
            }
            return problems;
        }

        @Override
        public List<String> check(Published document) {
            return document.document().equals(refuses) && !takesAll ? List.of("bad is bad") : List.of();
        }
    }

    /** A store that can be away. */
    private static final class Shelf implements RevisionStore {
        private final RevisionStore store = new MemoryRevisionStore();
        private volatile boolean away;

        @Override
        public long newest() {
            if (away) {
                throw new IllegalStateException("away");
            }
            return store.newest();
        }

        @Override
        public void add(Revision revision) {
            store.add(revision);
        }

        @Override
        public Optional<Revision> find(long number) {
            return store.find(number);
        }

        @Override
        public List<Revision.Head> before(long number, int limit) {
            return store.before(number, limit);
        }
    }
}

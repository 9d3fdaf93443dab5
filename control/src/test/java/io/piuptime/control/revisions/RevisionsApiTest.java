package io.piuptime.control.revisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.control.Table;
import io.piuptime.control.api.Problem;
import io.piuptime.control.api.StoreFailedException;
import io.piuptime.gateway.revisions.Revision;
import io.piuptime.gateway.revisions.RevisionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RevisionsApiTest {
    private static final String REVISIONS = "/admin/v1/revisions";

    private final Shelf store = new Shelf();
    private final Node node = new Node();
    private final Table table =
            new Table(new RevisionsApi(store, node, () -> Instant.parse("2026-03-01T12:00:00.000007Z")).routes());

    @Test
    void publishes_a_document_and_takes_it() {
        JsonNode reply = table.call("POST", REVISIONS, Map.of("why", "more models"), "models: {a: 1}");

        assertThat(reply.path("number").asInt()).isOne();
        assertThat(reply.path("at").asString()).isEqualTo("2026-03-01T12:00:00.000007Z");
        assertThat(reply.path("why").asString()).isEqualTo("more models");
        assertThat(reply.path("by").asString()).isEqualTo("admin-token");
        assertThat(store.revisions.getFirst().document()).isEqualTo("models: {a: 1}");
        assertThat(node.caughtUp).isOne();
    }

    @Test
    void publishes_nothing_that_cannot_be_used() {
        node.problems = List.of("models.a: wrong (expected: right)");

        assertThatThrownBy(() -> publish("models: {a: 1}"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.flaws().toString()).contains("models.a: wrong (expected: right)"));
        assertThat(store.revisions).isEmpty();
        assertThat(node.caughtUp).isZero();
    }

    @Test
    void only_looks_when_asked_to() {
        table.call("POST", REVISIONS, Map.of("check", "true"), "models: {}");

        assertThat(store.revisions).isEmpty();
    }

    @Test
    void refuses_to_publish_over_what_was_not_seen() {
        publish("one");
        publish("two");

        assertThatThrownBy(() -> table.call("POST", REVISIONS, Map.of("after", "1"), "three"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("revision 2 meanwhile");
        assertThat(table.call("POST", REVISIONS, Map.of("after", "2"), "three")
                        .path("number")
                        .asInt())
                .isEqualTo(3);
        store.late = true;
        assertThatThrownBy(() -> publish("four")).isInstanceOf(Problem.class).hasMessageContaining("meanwhile");
    }

    @Test
    void lists_heads_and_how_far_this_node_is() {
        publish("one");
        publish("two");
        node.state = new Following.State(1, 2, List.of("because"));

        JsonNode page = table.call("GET", REVISIONS, Map.of("limit", "1"), "");

        assertThat(page.path("revisions").size()).isOne();
        assertThat(page.path("revisions").path(0).path("number").asInt()).isEqualTo(2);
        assertThat(page.path("inForce").asInt()).isOne();
        assertThat(page.path("refused").asInt()).isEqualTo(2);
        assertThat(page.path("problems").path(0).asString()).isEqualTo("because");
        assertThat(page.toString()).doesNotContain("document");
    }

    @Test
    void shows_a_document_and_how_it_differs() {
        publish("a\nb");
        publish("a\nc");

        assertThat(table.get(REVISIONS + "/1").path("document").asString()).isEqualTo("a\nb");
        assertThat(lines(table.get(REVISIONS + "/2/diff"))).containsExactly("  a", "- b", "+ c");
        assertThat(lines(table.get(REVISIONS + "/1/diff"))).containsExactly("+ a", "+ b");
        assertThat(lines(table.call("GET", REVISIONS + "/1/diff", Map.of("from", "2"), "")))
                .containsExactly("  a", "- c", "+ b");
    }

    @Test
    void goes_back_by_saying_it_again() {
        publish("one");
        publish("two");

        JsonNode reply = table.call("POST", REVISIONS + "/1/rollback", Map.of("why", "two was wrong"), "");

        assertThat(reply.path("number").asInt()).isEqualTo(3);
        assertThat(reply.path("restores").asInt()).isOne();
        assertThat(store.revisions.getLast().document()).isEqualTo("one");
        assertThat(node.caughtUp).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "-1", "x", "01", "99999999999999999999"})
    void knows_no_other_numbers(String number) {
        publish("one");

        for (String path : List.of("", "/diff")) {
            assertThatThrownBy(() -> table.get(REVISIONS + "/" + number + path)).isInstanceOf(Problem.class);
        }
    }

    @Test
    void takes_one_line_of_reasons() {
        assertThatThrownBy(() -> table.call("POST", REVISIONS, Map.of("why", "a\nb"), "one"))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> table.call("POST", REVISIONS, Map.of("why", "a".repeat(501)), "one"))
                .isInstanceOf(Problem.class);
    }

    @Test
    void says_that_the_store_is_away() {
        store.away = true;

        assertThatThrownBy(() -> table.get(REVISIONS)).isInstanceOf(StoreFailedException.class);
        assertThatThrownBy(() -> publish("one")).isInstanceOf(StoreFailedException.class);
    }

    private void publish(String document) {
        table.call("POST", REVISIONS, Map.of(), document);
    }

    private static List<String> lines(JsonNode diff) {
        return diff.path("lines").valueStream().map(JsonNode::asString).toList();
    }

    private static final class Node implements Following {
        private List<String> problems = List.of();
        private State state = new State(0, 0, List.of());
        private int caughtUp;

        @Override
        public List<String> check(String document) {
            return problems;
        }

        @Override
        public void catchUp() {
            caughtUp++;
        }

        @Override
        public State state() {
            return state;
        }
    }

    private static final class Shelf implements RevisionStore {
        private final List<Revision> revisions = new ArrayList<>();
        private boolean away;
        private boolean late;

        @Override
        public long newest() {
            if (away) {
                throw new IllegalStateException("away");
            }
            return revisions.size();
        }

        @Override
        public void add(Revision revision) {
            if (late) {
                throw new TakenException(
                        revision.head().number(), revision.head().number());
            }
            revisions.add(revision);
        }

        @Override
        public Optional<Revision> find(long number) {
            return revisions.stream()
                    .filter(revision -> revision.head().number() == number)
                    .findFirst();
        }

        @Override
        public List<Revision.Head> before(long number, int limit) {
            newest();
            return revisions.reversed().stream()
                    .map(Revision::head)
                    .limit(limit)
                    .toList();
        }
    }
}

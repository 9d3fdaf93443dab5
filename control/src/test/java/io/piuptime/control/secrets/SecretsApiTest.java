package io.piuptime.control.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.control.Table;
import io.piuptime.control.api.Problem;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.gateway.directory.DirectoryStore.Query;
import io.piuptime.gateway.installation.Mark;
import io.piuptime.gateway.secrets.KeyRing;
import io.piuptime.gateway.secrets.MasterKey;
import io.piuptime.gateway.secrets.Sealer;
import io.piuptime.model.catalog.Secret;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.StoredSecret;
import io.piuptime.stores.memory.MemoryDirectoryStore;
import io.piuptime.stores.memory.MemoryMarks;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SecretsApiTest {
    private static final String SECRETS = "/admin/v1/secrets";
    private static final String CANARY = "sk-canary-0123456789";

    private final MemoryDirectoryStore store = new MemoryDirectoryStore();
    private final AtomicInteger changes = new AtomicInteger();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final MasterKey first = MasterKey.read("11".repeat(32));
    private final MasterKey second = MasterKey.read("22".repeat(32));
    private KeyRing ring = new KeyRing(List.of(first));
    private final Sealer sealer = new Sealer(() -> ring, new SecureRandom(), () -> now);
    private final MemoryMarks marks = new MemoryMarks();
    private final Mark mark = new Mark(
            marks,
            new SecureRandom(),
            new Mark.Secret("master-key", salt -> ring.fingerprints(salt), "name the installation's"));
    private final SecretKeeper keeper = new SecretKeeper(store, sealer, mark, changes::incrementAndGet);
    private final Table table = new Table(new SecretsApi(keeper, sealer, () -> now).routes());

    @Test
    void takes_a_secret_and_never_gives_it_back() {
        CallReply created = create("openai", CANARY);
        now = now.plusSeconds(90);

        assertThat(created.status()).isEqualTo(201);
        JsonNode shown = table.get(SECRETS + "/openai");
        assertThat(shown.path("version").asInt()).isOne();
        assertThat(shown.path("ageSeconds").asInt()).isEqualTo(90);
        assertThat(shown.path("changedAt").asString()).startsWith("2026-03-01T12:00:00");
        assertThat(shown.path("key").asString()).isEqualTo(first.name());
        assertThat(created.body()
                        + shown.toString()
                        + table.get(SECRETS)
                        + put("openai", CANARY).body())
                .doesNotContain(CANARY)
                .doesNotContain(stored("openai").sealed());
        assertThat(keeper.find("default", "openai")
                        .map(sealer::open)
                        .orElseThrow()
                        .reveal())
                .isEqualTo(CANARY);
    }

    @Test
    void counts_versions_over_removals() {
        create("openai", CANARY);
        put("openai", "another");
        StoredSecret old = stored("openai");
        table.reply("DELETE", SECRETS + "/openai", Map.of(), "");
        assertThatThrownBy(() -> table.get(SECRETS + "/openai")).isInstanceOf(Problem.class);

        create("openai", "third");

        assertThat(stored("openai").version()).isGreaterThan(old.version());
        StoredSecret swapped = new StoredSecret(
                old.id(), old.tenant(), old.name(), stored("openai").version(), old.sealed());
        assertThatThrownBy(() -> sealer.open(swapped)).hasMessageContaining("another place");
        assertThat(changes).hasValue(4);
    }

    @Test
    void keeps_the_secrets_of_tenants_apart() {
        create("openai", "one");
        table.reply("POST", SECRETS, Map.of("tenant", "acme"), body("openai", "two"));

        assertThat(names(table.get(SECRETS))).containsExactlyInAnyOrder("default/openai", "acme/openai");
        assertThat(names(table.call("GET", SECRETS, Map.of("tenant", "acme"), "")))
                .containsExactly("acme/openai");
        StoredSecret mine = stored("openai");
        StoredSecret theirs = keeper.find("acme", "openai").orElseThrow();
        assertThatThrownBy(() -> sealer.open(
                        new StoredSecret(mine.id(), mine.tenant(), mine.name(), mine.version(), theirs.sealed())))
                .hasMessageContaining("another place");
    }

    @Test
    void refuses_to_create_what_is_there_and_changes_what_is_not() {
        assertThat(put("openai", "one").status()).isEqualTo(200);

        assertThatThrownBy(() -> create("openai", "two"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("already");
        assertThat(sealer.open(stored("openai")).reveal()).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "-a", "a b", "a.b", "a/b"})
    void refuses_names_that_are_none(String name) {
        assertThatThrownBy(() -> create(name, CANARY))
                .isInstanceOf(Problem.class)
                .hasMessageNotContaining(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\\nb", "schlüssel", "a\\u0000"})
    void refuses_texts_that_no_header_can_carry_without_showing_them(String value) {
        assertThatThrownBy(() -> create("openai", value))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("value: '***'");
        assertThat(table.get(SECRETS).path("secrets").size()).isZero();
    }

    @Test
    void says_that_a_node_without_a_key_cannot_seal() {
        ring = KeyRing.EMPTY;

        assertThatThrownBy(() -> create("openai", CANARY))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("this node has no key")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void seals_everything_anew_by_the_first_key() {
        for (int at = 0; at < 1200; at++) {
            keeper.put("t" + at % 3, "s" + at, new Secret("text " + at));
        }
        ring = new KeyRing(List.of(second, first));
        assertThat(table.get(SECRETS).path("secrets").path(0).path("outdated").asBoolean())
                .isTrue();

        JsonNode report = table.call("POST", SECRETS + "/reseal", Map.of(), "");

        assertThat(report.path("done").asInt()).isEqualTo(1200);
        assertThat(report.path("failed").asInt()).isZero();
        ring = new KeyRing(List.of(second));
        assertThat(store.list(Query.all(Kind.SECRET)).changes())
                .hasSize(1200)
                .allSatisfy(change -> sealer.open((StoredSecret) change.entry().orElseThrow()));
        assertThat(table.call("POST", SECRETS + "/reseal", Map.of(), "")
                        .path("done")
                        .asInt())
                .isZero();
    }

    @Test
    void counts_what_it_cannot_open_and_then_still_needs_the_former_key() {
        create("openai", CANARY);
        store.put(new StoredSecret("x:y", "x", "y", 1, stored("openai").sealed()), Expected.NEW);
        ring = new KeyRing(List.of(second, first));
        Optional<String> before = marks.find("master-key");

        JsonNode report = table.call("POST", SECRETS + "/reseal", Map.of(), "");

        assertThat(report.path("failed").asInt()).isOne();
        assertThat(report.path("done").asInt()).isOne();
        assertThat(marks.find("master-key")).isEqualTo(before).isPresent();
    }

    @Test
    void a_key_that_is_not_the_installations_seals_nothing() {
        create("openai", CANARY);
        ring = new KeyRing(List.of(second));
        assertThatThrownBy(() -> create("mistral", CANARY))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("master-key: fingerprint ")
                .hasMessageContaining(
                        "(expected: " + first.fingerprint(marks.find("salt").orElseThrow()))
                .hasMessageContaining("name the installation's");
        assertThatThrownBy(() -> table.call("POST", SECRETS + "/reseal", Map.of(), ""))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("master-key");
        ring = new KeyRing(List.of(second, first));
        table.call("POST", SECRETS + "/reseal", Map.of(), "");
        ring = new KeyRing(List.of(second));
        create("mistral", CANARY);
        assertThat(keeper.find("default", "mistral")
                        .map(sealer::open)
                        .orElseThrow()
                        .reveal())
                .isEqualTo(CANARY);
    }

    private CallReply create(String name, String value) {
        return table.reply("POST", SECRETS, Map.of(), body(name, value));
    }

    private CallReply put(String name, String value) {
        return table.reply("PUT", SECRETS + "/" + name, Map.of(), "{\"value\":\"" + value + "\"}");
    }

    private static String body(String name, String value) {
        return "{\"name\":\"" + name + "\",\"value\":\"" + value + "\"}";
    }

    private StoredSecret stored(String name) {
        return keeper.find("default", name).orElseThrow();
    }

    private static List<String> names(JsonNode page) {
        return page.path("secrets")
                .valueStream()
                .map(secret -> secret.path("tenant").asString() + "/"
                        + secret.path("name").asString())
                .toList();
    }
}

package io.piuptime.control.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.piuptime.control.House;
import io.piuptime.gateway.accept.admin.CallReply;
import io.piuptime.gateway.directory.Directory;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.User;
import io.piuptime.model.exchange.RefusedException;
import io.piuptime.model.key.KeyText;
import io.piuptime.model.limit.Limit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class KeysApiTest {
    private static final String KEYS = "/admin/v1/keys";

    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void build() {
        house = new House(folder);
    }

    @Test
    void creates_a_key_that_works_at_once() {
        CallReply reply = create("{\"name\":\" laptop \",\"models\":[\"gpt-*\",\"demo\"],\"expiresIn\":\"30d\"}");
        assertThat(reply.status()).isEqualTo(201);
        JsonNode created = House.json(reply);
        assertThat(created.path("name").asString()).isEqualTo("laptop");
        assertThat(created.path("createdAt").asString()).isEqualTo("2026-03-01T12:00:00.123456Z");
        assertThat(created.path("expiresAt").asString()).isEqualTo("2026-03-31T12:00:00.123456Z");
        String key = created.path("key").asString();
        assertThat(KeyText.parse(key)).isPresent();
        assertThat(house.authenticator
                        .authenticate(Optional.of(key), House.NOW)
                        .rights()
                        .models())
                .containsExactly("gpt-*", "demo");
    }

    @Test
    void refuses_a_key_at_once_when_it_was_revoked() {
        JsonNode created = house.created("laptop");
        String id = created.path("id").asString();
        CallReply revoked = house.call("POST", KEYS + "/" + id + "/revoke");
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(House.json(revoked).path("state").asString()).isEqualTo("revoked");
        assertThat(house.directory.key(id))
                .matches(entry -> entry.orElseThrow().revokedAt().isPresent());
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> house.authenticator.authenticate(
                        Optional.of(created.path("key").asString()), House.NOW))
                .withMessageContaining("revoked");
    }

    @Test
    void revoking_twice_or_by_the_other_way_changes_nothing() {
        String id = house.created("laptop").path("id").asString();
        String first = house.call("DELETE", KEYS + "/" + id).body().toString();
        assertThat(house.call("POST", KEYS + "/" + id + "/revoke").body().toString())
                .isEqualTo(first);
        assertThat(house.directory.sequence()).isEqualTo(2);
    }

    @Test
    void knows_no_other_ids() {
        house.created("laptop");
        for (String method : new String[] {"GET", "DELETE"}) {
            CallReply reply = house.call(method, KEYS + "/nobody");
            assertThat(reply.status()).isEqualTo(404);
            assertThat(House.error(reply)).isEqualTo("No key has the id 'nobody'.");
        }
    }

    @Test
    void does_not_repeat_a_key_that_was_put_where_its_id_belongs() {
        String key = house.created("laptop").path("key").asString();
        CallReply reply = house.call("DELETE", KEYS + "/" + key);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body().toString()).contains("12 characters").doesNotContain(key);
    }

    @Test
    void shows_a_keys_text_and_hash_in_no_reply_but_that_of_its_creation() {
        JsonNode created = house.created("canary");
        String id = created.path("id").asString();
        String secret = created.path("key").asString().substring(18);
        String hash = house.store.keys().getFirst().hash();
        for (String path : new String[] {KEYS, KEYS + "/" + id, "/admin/v1/usage", "/admin/v1/snapshot", "/none"}) {
            assertThat(house.call("GET", path).body().toString()).doesNotContain(secret, hash);
        }
        assertThat(house.call("DELETE", KEYS + "/" + id).body().toString()).doesNotContain(secret, hash);
        Keys.Created second = house.keys.create(new NewKey("x", List.of(), Optional.empty()));
        assertThat(second.toString()).doesNotContain(second.key().text().substring(18));
    }

    @Test
    void lists_keys_in_order_of_creation_with_their_state() {
        house.created("a");
        String second = house.created("b").path("id").asString();
        house.call("DELETE", KEYS + "/" + second);
        JsonNode keys = House.json(house.call("GET", KEYS)).path("keys");
        assertThat(keys.valueStream()
                        .map(key -> key.path("name").asString() + " "
                                + key.path("state").asString()))
                .containsExactly("a valid", "b revoked");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                           | name: '' (expected: 1 to 100 characters
            {"name":""}                                  | name: '' (expected
            {"name":null}                                | name: '' (expected
            {"name":"a\\u0000b"}                         | name: 'a?b' (expected
            {"name":5}                                   | name: wrong type (expected: a text)
            {"name":["x"]}                               | name: wrong type (expected: a text)
            {"name":"n","models":"gpt"}                  | models: wrong type (expected: a list)
            {"name":"n","models":[1]}                    | models[0]: wrong type (expected: a text)
            {"name":"n","models":[null]}                 | models: null (expected
            {"name":"n","models":[""]}                   | models: '' (expected
            {"name":"n","models":["a*b*"]}               | models: two * in one name (expected: at most one)
            {"name":"n","models":["a","a"]}              | models: one is named twice
            {"name":"n","expiresAt":"soon"}              | expiresAt: 'soon' (expected: a moment such as
            {"name":"n","expiresAt":"2020-01-01"}        | (expected: a moment to come)
            {"name":"n","expiresAt":"+999999999-12-31T00:00:00Z"} | (expected: a moment such as
            {"name":"n","expiresIn":"30"}                | expiresIn: '30' (expected: a number and one of s, m, h, d, w
            {"name":"n","expiresIn":"-1d"}               | expiresIn: '-1d'
            {"name":"n","expiresIn":"1d","expiresAt":"2030-01-01"} | expiresAt and expiresIn: both
            {"name":"n","addresses":["10.0.0.0/33"]}     | addresses: '10.0.0.0/33' (expected: such as
            {"name":"n","tags":{"a b":"c"}}              | tags: 1 (expected: at most 10 of name=value
            {"name":"n","limits":[{"measure":"wishes","amount":1}]} | measure: 'wishes' (expected: requests, tokens-in
            {"name":"n","limits":[{"measure":"tokens","amount":1}]} | window: '' (expected: minute, hour
            {"name":"n","limits":[{"measure":"tokens","window":"day","amount":-1}]} | amount: -1 (expected: >= 0)
            {"name":"n","limits":[{"measure":"tokens","window":"day"}]} | amount: missing
            {"nmae":"n"}                                 | field: 'nmae' is not known (expected: addresses, application, endpoints, expiresAt, expiresIn, limits, models, name, permissions, tags, user); did you mean 'name'?
            {"name":"n","id":"x"}                        | field: 'id' is not known
            {"name":"n","hash":"x"}                      | field: 'hash' is not known
            {"name":"n","revokedAt":null}                | field: 'revokedAt' is not known
            {"name":"n","createdAt":"2020-01-01"}        | field: 'createdAt' is not known
            {"name":"n","name":"m"}                      | body: not JSON
            {"name":"n"} x                               | body: not JSON
            {"name":"n"                                  | body: not JSON at line 1
            [1]                                          | body: wrong type (expected: a JSON object)
            null                                         | body: null (expected: a JSON object)
            "text"                                       | body: wrong type (expected: a JSON object)
            """)
    void refuses_what_is_no_key_and_says_why(String body, String reason) {
        CallReply reply = create(body);
        assertThat(House.error(reply)).contains(reason).doesNotContain("java", "tools.jackson");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(house.store.keys()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "\u0000"})
    void survives_hostile_bodies(String seed) {
        assertThat(create(seed).status()).isEqualTo(400);
        assertThat(create(seed.repeat(100_000)).status()).isEqualTo(400);
        assertThat(create("{\"name\":" + "[".repeat(200_000)).status()).isEqualTo(400);
        assertThat(create("{\"name\":\"" + "x".repeat(500_000) + "\"}").status())
                .isEqualTo(400);
        assertThat(create("{\"" + "k".repeat(60_000) + "\":1}").status()).isEqualTo(400);
    }

    @Test
    void quotes_no_key_that_was_put_into_a_wrong_field() {
        String key = house.created("laptop").path("key").asString();
        assertThat(create("{\"name\":\"n\",\"expiresIn\":\"" + key + "\"}")
                        .body()
                        .toString())
                .doesNotContain(key);
        assertThat(create("{\"" + key + "\":\"n\"}").body().toString()).doesNotContain(key);
    }

    @Test
    void makes_a_key_of_an_application_with_all_that_can_be_said_of_it() {
        house.store.put(
                new Application("app", "acme", "core", "shop", Access.ALL, List.of(), true, House.NOW), Expected.NEW);
        house.store.put(new User("ann", "acme", "ann", List.of(), List.of(), true, House.NOW), Expected.NEW);
        String id = House.json(create("""
                        {"name":"n","application":"app","user":"ann","endpoints":["chat"],"addresses":["10.0.0.0/8"],
                         "limits":[{"measure":"requests","window":"minute","amount":60,"queues":true},
                                   {"measure":"tokens","window":"rolling 5h","amount":7,"model":"gpt-*"},
                                   {"measure":"concurrent","amount":3}],
                         "tags":{"stage":"prod"}}
                        """)).path("id").asString();
        KeyEntry key = house.directory.key(id).orElseThrow();

        assertThat(key.tenant()).isEqualTo("acme");
        assertThat(key.application()).isEqualTo("app");
        assertThat(key.user()).contains("ann");
        assertThat(key.access()).isEqualTo(new Access(List.of(), List.of("chat"), List.of("10.0.0.0/8")));
        assertThat(key.limits())
                .extracting(Limit::id)
                .containsExactly("requests/minute", "tokens/rolling 5h/gpt-*", "concurrent/total");
        assertThat(key.tags()).containsExactly(Map.entry("stage", "prod"));
        JsonNode shown = House.json(house.call("GET", KEYS + "/" + id));
        assertThat(shown.path("limits").get(0).path("amount").asLong()).isEqualTo(60);
        assertThat(shown.path("tags").path("stage").asString()).isEqualTo("prod");
    }

    @Test
    void a_rotated_key_has_the_same_settings_and_the_old_one_expires_after_its_grace() {
        JsonNode old = House.json(create("{\"name\":\"n\",\"models\":[\"m\"],\"tags\":{\"a\":\"b\"}}"));
        String path = KEYS + "/" + old.path("id").asString();

        JsonNode fresh = House.json(house.call("POST", path + "/rotate", Map.of(), "{\"grace\":\"2h\"}"));

        KeyEntry entry = house.directory.key(fresh.path("id").asString()).orElseThrow();
        assertThat(entry.models()).containsExactly("m");
        assertThat(entry.tags()).containsExactly(Map.entry("a", "b"));
        assertThat(entry.expiresAt()).isEmpty();
        assertThat(fresh.path("formerExpiresAt").asString()).isEqualTo("2026-03-01T14:00:00.123456Z");
        String oldText = old.path("key").asString();
        assertThat(house.authenticator
                        .authenticate(Optional.of(oldText), House.NOW.plusSeconds(7_199))
                        .name())
                .isEqualTo("n");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> house.authenticator.authenticate(Optional.of(oldText), House.NOW.plusSeconds(7_200)));
        assertThat(house.authenticator
                        .authenticate(Optional.of(fresh.path("key").asString()), House.NOW)
                        .keyId())
                .isEqualTo(fresh.path("id").asString());
    }

    @Test
    void a_key_that_is_over_is_not_rotated() {
        String id = house.created("n").path("id").asString();
        house.call("POST", KEYS + "/" + id + "/revoke");

        CallReply reply = house.call("POST", KEYS + "/" + id + "/rotate");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(House.error(reply)).contains("not valid any more");
        assertThat(house.call("POST", KEYS + "/nobody/rotate").status()).isEqualTo(404);
    }

    @Test
    void a_denied_key_opens_nothing_though_the_store_is_gone_until_it_is_allowed_again() {
        JsonNode created = house.created("n");
        String id = created.path("id").asString();
        Optional<String> text = Optional.of(created.path("key").asString());
        house.store.gone(true);

        assertThat(house.call("POST", KEYS + "/" + id + "/deny", Map.of(), "{\"now\":true}")
                        .status())
                .isEqualTo(200);

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> house.authenticator.authenticate(text, "10.0.0.1", House.NOW))
                .withMessageContaining("denied on this node");
        assertThat(house.cut).containsExactly(id);
        house.store.gone(false);
        assertThat(House.json(house.call("GET", KEYS + "/" + id)).path("state").asString())
                .isEqualTo("denied");
        assertThat(house.call("DELETE", KEYS + "/" + id + "/deny").status()).isEqualTo(200);
        assertThat(house.authenticator.authenticate(text, "10.0.0.1", House.NOW).keyId())
                .isEqualTo(id);
    }

    @Test
    void exchanges_of_a_revoked_key_go_on_unless_they_are_to_end_now() {
        String first = house.created("a").path("id").asString();
        String second = house.created("b").path("id").asString();
        house.call("POST", KEYS + "/" + first + "/revoke");
        house.call("POST", KEYS + "/" + second + "/revoke", Map.of(), "{\"now\":true}");

        assertThat(house.cut).containsExactly(second);
    }

    @Test
    void another_node_hears_from_the_feed_which_exchanges_end_now() {
        List<String> ended = new ArrayList<>();
        try (Directory other = new Directory()) {
            other.listen(new AbruptEnds(ended::add));
            String first = house.created("a").path("id").asString();
            String second = house.created("b").path("id").asString();
            house.call("POST", KEYS + "/" + first + "/revoke");
            house.call("POST", KEYS + "/" + second + "/revoke", Map.of(), "{\"now\":true}");
            house.store.changesAfter(0, 100).forEach(other::apply);
            assertThat(ended).containsExactly(second);

            house.call("DELETE", KEYS + "/" + first, Map.of(), "{\"now\":true}");
            house.store.changesAfter(other.sequence(), 100).forEach(other::apply);
            assertThat(ended).as("who was revoked before").containsExactly(second, first);
        }
    }

    @Test
    void creates_many_keys_at_once() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                threads.execute(() -> ids.add(house.created("n").path("id").asString()));
            }
        }
        assertThat(ids).hasSize(100).allMatch(id -> house.directory.key(id).isPresent());
    }

    private CallReply create(String body) {
        return house.call("POST", KEYS, Map.of(), body);
    }
}

package io.piuptime.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.api.Route;
import io.piuptime.control.snapshot.Reload;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.accept.admin.Call;
import io.piuptime.gateway.accept.admin.CallReply;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminApiTest {
    /** Routes whose bodies and stores are others; they are tried with samples of their own in the tests beside them. */
    private static final String WITH_SAMPLES = ".*/(revisions|secrets|nodes)(/.*)?";

    @TempDir
    private Path folder;

    private House house;

    @BeforeEach
    void build() {
        house = new House(folder);
    }

    @TestFactory
    Stream<DynamicTest> no_route_opens_to_strangers() {
        String key = house.created("canary").path("key").asString();
        List<Optional<String>> strangers = List.of(
                Optional.empty(),
                Optional.of(""),
                Optional.of(key),
                Optional.of("piup_admin_" + "0".repeat(43)),
                Optional.of(house.token.toLowerCase(Locale.ROOT)),
                Optional.of(house.token + " "));
        return house.api.routes().stream()
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.pattern(), () -> {
                    assertThat(route.permission().word()).matches("[a-z]+:[a-z]+");
                    for (Optional<String> bearer : strangers) {
                        CallReply reply = house.api.handle(sample(route, bearer));
                        assertThat(reply.status()).isEqualTo(401);
                        assertThat(reply.headers()).containsEntry("www-authenticate", "Bearer");
                        assertThat(reply.body().toString()).doesNotContain(house.token, key);
                    }
                }));
    }

    @Test
    void a_stranger_changes_nothing() {
        String id = house.created("canary").path("id").asString();
        for (Route route : house.api.routes()) {
            house.api.handle(new Call(
                    route.method(),
                    route.pattern().replace("{id}", id),
                    Map.of(),
                    Optional.of("no"),
                    Bytes.utf8("{\"name\":\"x\"}")));
        }
        assertThat(house.store.keys())
                .singleElement()
                .matches(entry -> entry.revokedAt().isEmpty());
    }

    @Test
    void tells_a_stranger_not_even_which_paths_there_are() {
        Call call = new Call("GET", "/admin/v1/nothing", Map.of(), Optional.empty(), Bytes.EMPTY);
        assertThat(house.api.handle(call).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/admin/v1",
                "/admin/v1/keys/",
                "/admin/v1/keys//",
                "//admin/v1/keys",
                "/admin/v1/keys/../keys",
                "/admin/v1/./keys",
                "/admin/v1/keys/%00",
                "/admin/v1/keys/a%2fb",
                "/admin/v1/keys/..%2f..%2fsnapshot",
                "/admin/v1/keys/x;y=1",
                "/ADMIN/v1/keys",
                "/admin/v1/keys/a b",
                "/admin/v1/keys/\u0000",
                "/admin/v1/keys/x/revoke/y",
                "/admin/v1/config/update",
                "/metrics"
            })
    void serves_nothing_that_is_not_in_the_table(String path) {
        for (String method : List.of("GET", "POST", "DELETE", "PUT", "PATCH", "OPTIONS", "get", "")) {
            CallReply reply = house.call(method, path);
            assertThat(reply.status()).as(method + " " + path).isEqualTo(404);
            assertThat(House.json(reply).path("code").asString()).isEqualTo("not_found");
        }
    }

    @Test
    void survives_a_huge_path() {
        assertThat(house.call("GET", "/admin/v1/keys/" + "a".repeat(1 << 20)).status())
                .isEqualTo(404);
        assertThat(house.call("GET", "/".repeat(1 << 20)).status()).isEqualTo(404);
    }

    @Test
    void names_the_methods_that_a_path_serves() {
        CallReply reply = house.call("PUT", "/admin/v1/keys");
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.headers()).containsEntry("allow", "GET, POST");
    }

    @Test
    void refuses_a_body_over_the_limit_before_reading_it() {
        CallReply reply =
                house.call("POST", "/admin/v1/keys", Map.of(), " ".repeat(Call.largest("/admin/v1/keys") + 1));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(House.error(reply)).isEqualTo("body: 1048577 bytes (expected: at most 1048576)");
    }

    @Test
    void suggests_the_parameter_that_was_meant() {
        CallReply reply = house.call("GET", "/admin/v1/usage", Map.of("modle", "x"), "");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(House.error(reply)).contains("'modle' is not known").contains("did you mean 'model'?");
    }

    @TestFactory
    Stream<DynamicTest> every_route_to_a_store_says_try_again_when_the_store_fails_and_no_more() {
        house.store.gone(true);
        house.usageStore.gone(true);
        return house.api.routes().stream()
                .filter(route -> !route.pattern().matches(".*/(snapshot|reload|targets|applications|budgets|deny)"))
                .filter(route -> !route.pattern().matches(WITH_SAMPLES))
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.pattern(), () -> {
                    CallReply reply = house.api.handle(sampleOf(route, "someId"));
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(reply.headers()).containsEntry("retry-after", "2");
                    assertThat(reply.body().toString())
                            .contains("store_unavailable")
                            .doesNotContain("SELECT", "jdbc", "secret", "Exception", "java");
                }));
    }

    @Test
    void a_fault_of_ours_is_an_error_without_its_trace() {
        house.reload = () -> {
            throw new IllegalStateException("canary");
        };
        CallReply reply = house.call("POST", "/admin/v1/reload");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(House.json(reply).path("type").asString()).isEqualTo("urn:piuptime:problem:internal_error");
        assertThat(reply.body().toString()).doesNotContain("Exception", "java", "canary");
    }

    @Test
    void shows_the_configuration_in_effect() {
        assertThat(house.call("GET", "/admin/v1/snapshot").body().toString())
                .isEqualTo(
                        "{\"revision\":7,\"createdAt\":\"2026-02-01T00:00:00.000000Z\",\"models\":[\"demo\",\"gpt-4o\"]}");
    }

    @Test
    void takes_a_new_configuration_or_lists_its_problems() {
        assertThat(house.call("POST", "/admin/v1/reload").body().toString()).isEqualTo("{\"revision\":8}");
        house.reload = () -> new Reload.Outcome.Refused(List.of("models[0]: no target", "piup.yaml:3: unknown key"));
        CallReply refused = house.call("POST", "/admin/v1/reload");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(House.error(refused)).contains("models[0]: no target; piup.yaml:3");
        assertThat(House.json(refused).path("errors").size()).isEqualTo(2);
    }

    private Call sample(Route route, Optional<String> bearer) {
        Call call = sampleOf(route, house.created("sample").path("id").asString());
        return new Call(call.method(), call.path(), call.query(), bearer, call.body());
    }

    private Call sampleOf(Route route, String id) {
        Map<String, String> query = new HashMap<>();
        if (route.method().equals("DELETE") && route.query().contains("before")) {
            query.put("before", "2020-01-01");
        }
        return new Call(
                route.method(),
                route.pattern().replace("{id}", id),
                query,
                Optional.of(house.token),
                Bytes.utf8(route.method().equals("POST") ? "{\"name\":\"sample\"}" : ""));
    }
}

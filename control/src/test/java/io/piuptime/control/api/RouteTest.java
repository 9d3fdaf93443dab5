package io.piuptime.control.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.control.access.Permission;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
    private final Route revoke = route("/admin/v1/keys/{id}/revoke");

    @Test
    void matches_its_own_path_and_finds_the_ids() {
        assertThat(revoke.match("/admin/v1/keys/aB3-_/revoke"))
                .hasValueSatisfying(ids -> assertThat(ids).containsExactly("aB3-_"));
        assertThat(route("/a/{x}/b/{y}").match("/a/1/b/2"))
                .hasValueSatisfying(ids -> assertThat(ids).containsExactly("1", "2"));
        assertThat(route("/a").match("/a"))
                .hasValueSatisfying(ids -> assertThat(ids).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/admin/v1/keys/x",
                "/admin/v1/keys/x/revoke/",
                "/admin/v1/keys//revoke",
                "/admin/v1/keys/x/REVOKE",
                "/admin/v1/keys/../revoke",
                "/admin/v1/keys/x%2e/revoke",
                "/admin/v1/keys/x\u0000/revoke",
                "/admin/v1/keys/\u00fc/revoke",
                "/admin/v1/keys/{id}/revoke",
                "admin/v1/keys/x/revoke",
                "/admin/v1/keys/x/revoke?y",
                "http://host/admin/v1/keys/x/revoke"
            })
    void matches_no_other_path(String path) {
        assertThat(revoke.match(path)).isEmpty();
    }

    @Test
    void matches_no_id_beyond_its_length() {
        assertThat(route("/{id}").match("/" + "a".repeat(128))).isPresent();
        assertThat(route("/{id}").match("/" + "a".repeat(129))).isEmpty();
    }

    @Test
    void every_permission_has_a_word_of_its_own() {
        assertThat(Permission.values()).extracting(Permission::word).doesNotHaveDuplicates();
    }

    private static Route route(String pattern) {
        return new Route("GET", pattern, Permission.KEYS_READ, new Scope.Node(), Set.of(), question -> {
            throw Problem.notFound(question.toString());
        });
    }
}

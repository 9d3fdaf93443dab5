package io.piuptime.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.catalog.Secret;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @Test
    void reads_everything() {
        assertThat(PostgresAddress.parse(
                        "postgresql://us%40er:p%3Aw%2F+@a:5433,[::1],c/my%20db?sslmode=verify-full&sslrootcert=/a%20b"))
                .isEqualTo(new PostgresAddress(
                        "a:5433,[::1],c",
                        "my db",
                        "us@er",
                        Optional.of(new Secret("p:w/+")),
                        Map.of("sslmode", "verify-full", "sslrootcert", "/a b")));
    }

    @Test
    void reads_the_least() {
        PostgresAddress address = PostgresAddress.parse("postgres://me@localhost/piup");

        assertThat(address)
                .isEqualTo(new PostgresAddress("localhost", "piup", "me", Optional.empty(), Map.of()))
                .hasToString("postgresql://localhost/piup");
        assertThat(address.jdbc()).isEqualTo("jdbc:postgresql://localhost/piup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"targetServerType=primary", "target_session_attrs=read-write", "target_session_attrs=primary"})
    void takes_the_words_that_ask_for_the_server_that_takes_writes(String parameter) {
        assertThat(PostgresAddress.parse("postgresql://me@a:1,b:2/c?" + parameter)
                        .parameters())
                .isEqualTo(Map.of("targetServerType", "primary"));
    }

    @Test
    void never_shows_a_password() {
        assertThat(PostgresAddress.parse("postgresql://me:hunter2@a/b"))
                .asString()
                .doesNotContain("hunter2", "me");
        assertThat(PostgresAddress.parse("postgresql://me:hunter2@a/b").jdbc()).doesNotContain("hunter2");
        assertThatThrownBy(() -> PostgresAddress.parse("postgresql://me:hunter2@a"))
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b",
                "mysql://me@a/b",
                "postgresql://a/b",
                "postgresql://:x@a/b",
                "postgresql://me@/b",
                "postgresql://me@a",
                "postgresql://me@a/",
                "postgresql://me@a,/b",
                "postgresql://me@a:x/b",
                "postgresql://me@a/b?user=x",
                "postgresql://me@a/b?sslmode",
                "postgresql://me@a/b?target_session_attrs=standby",
                "postgresql://me@a/b#c"
            })
    void refuses_what_is_no_address(String text) {
        assertThatThrownBy(() -> PostgresAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: ");
    }
}

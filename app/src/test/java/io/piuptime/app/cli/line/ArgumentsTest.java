package io.piuptime.app.cli.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
    @Test
    void tells_words_options_and_flags_apart_in_any_order() {
        Arguments arguments =
                read("--json", "keys", "--name", "my key", "create", "--model=a", "--model", "b", "--all");
        assertThat(arguments.words()).containsExactly("keys", "create");
        assertThat(arguments.option("name")).contains("my key");
        assertThat(arguments.all("model")).containsExactly("a", "b");
        assertThat(arguments.flag("json")).isTrue();
        assertThat(arguments.flag("all")).isTrue();
        assertThat(arguments.flag("help")).isFalse();
    }

    @Test
    void takes_values_that_look_like_options_or_are_empty() {
        assertThat(read("--name=--x").option("name")).contains("--x");
        assertThat(read("--name=a=b").option("name")).contains("a=b");
        assertThat(read("--name", "--json").option("name")).contains("--json");
        assertThat(read("--name=").option("name")).contains("");
    }

    @Test
    void has_none_of_what_was_not_given() {
        assertThat(read()).isEqualTo(new Arguments(List.of(), Map.of(), Set.of()));
        assertThat(read().option("name")).isEmpty();
        assertThat(read().all("model")).isEmpty();
    }

    @Test
    void refuses_an_option_without_its_value() {
        refuses(() -> read("--name"), "--name: no value (expected: --name VALUE)");
    }

    @Test
    void refuses_an_option_that_may_be_given_once_and_was_given_twice() {
        refuses(() -> read("--data", "a", "--data", "b").option("data"), "--data: given 2 times (expected: once)");
    }

    @Test
    void refuses_what_a_command_does_not_know() {
        Arguments arguments = read("keys", "list", "more", "--out", "f", "--all");
        refuses(
                () -> arguments.allow("all"),
                "--out: unknown (expected: --admin-port, --admin-url, --all, --as, --data, --help");
        refuses(() -> arguments.allow("out"), "--all: unknown");
        refuses(() -> arguments.allowWords(2), "'more': not expected here");
        arguments.allow("out", "all");
        arguments.allowWords(3);
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(call)
                .withMessageStartingWith(message)
                .matches(refusal -> refusal.exitCode() == 2);
    }

    private static Arguments read(String... words) {
        return Arguments.read(List.of(words));
    }
}

package io.piuptime.stores.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextListTest {
    static Stream<List<String>> lists() {
        return Stream.of(
                List.of(),
                List.of(""),
                List.of("", ""),
                List.of("gpt-4o"),
                List.of("a", "b"),
                List.of("1:a", ":", "12:"),
                List.of("два", "😀", "\n\0"),
                List.of("x".repeat(10_000), "y"));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void a_list_comes_back_as_it_was(List<String> list) {
        assertThat(TextList.split(TextList.join(list))).isEqualTo(list);
    }

    @Test
    void is_easy_to_read() {
        assertThat(TextList.join(List.of("gpt-4o", "claude-*"))).isEqualTo("6:gpt-4o8:claude-*");
    }
}

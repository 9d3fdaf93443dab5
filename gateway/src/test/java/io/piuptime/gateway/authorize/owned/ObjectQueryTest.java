package io.piuptime.gateway.authorize.owned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.exchange.RefusedException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectQueryTest {
    @Test
    void an_empty_query_says_nothing() {
        ObjectQuery query = new ObjectQuery("");

        assertThat(query.provider()).isEmpty();
        assertThat(query.after()).isEmpty();
        assertThat(query.limit()).isEqualTo(10_000);
        assertThat(query.ofOne()).isEmpty();
        assertThat(query.ofPage(100, Optional.empty())).isEqualTo("limit=100");
    }

    @Test
    void reads_what_is_for_the_gateway() {
        ObjectQuery query = new ObjectQuery("purpose=batch&provider=my%20own&after=file-1&limit=7&order=asc");

        assertThat(query.provider()).contains("my own");
        assertThat(query.after()).contains("file-1");
        assertThat(query.limit()).isEqualTo(7);
    }

    @Test
    void keeps_from_the_provider_what_is_not_for_it() {
        ObjectQuery query = new ObjectQuery("purpose=batch&%70rovider=x&after=file-1&limit=7&x=%2F&&include[]=a");

        assertThat(query.ofOne()).isEqualTo("purpose=batch&after=file-1&limit=7&x=%2F&include[]=a");
        assertThat(query.ofPage(9, Optional.of("a&b")))
                .isEqualTo("purpose=batch&x=%2F&include[]=a&limit=9&after=a%26b");
    }

    @ParameterizedTest
    @CsvSource({"limit=1, 1", "limit=10000, 10000", "limit=, 10000", "limitless=3, 10000"})
    void takes_a_limit_that_a_list_can_have(String text, int limit) {
        assertThat(new ObjectQuery(text).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-1", "limit=10001", "limit=ten", "limit=99999999999999999999999999999"})
    void refuses_every_other_limit(String text) {
        assertThatThrownBy(() -> new ObjectQuery(text).limit())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("(expected: 1 to 10000)");
    }

    @Test
    void leaves_a_broken_escape_as_it_is() {
        assertThat(new ObjectQuery("provider=%zz").provider()).contains("%zz");
    }
}

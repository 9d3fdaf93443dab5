package io.piuptime.gateway.budget.money.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShorteningTest {
    @Test
    void a_limit_is_put_where_there_was_none() {
        String body = "{\"model\":\"m\"}";
        Asked asked = asked(List.of(), Optional.of(new Asked.Place(1, "\"max_tokens\":", ",")));

        assertThat(shortened(body, asked, 77)).isEqualTo("{\"max_tokens\":77,\"model\":\"m\"}");
    }

    @Test
    void every_higher_limit_is_lowered_and_every_lower_one_stays() {
        String body = "{\"a\":900,\"b\":null,\"c\":50}";
        Asked asked =
                asked(List.of(spot(body, "50", 50), spot(body, "900", 900), spot(body, "null", -1)), Optional.empty());

        assertThat(shortened(body, asked, 77)).isEqualTo("{\"a\":77,\"b\":77,\"c\":50}");
    }

    @Test
    void a_body_that_cannot_be_limited_stays_as_it_is() {
        assertThat(shortened("{}", asked(List.of(), Optional.empty()), 5)).isEqualTo("{}");
    }

    private static Asked asked(List<Asked.Spot> spots, Optional<Asked.Place> place) {
        return new Asked(1, -1, 1, 0, 0, false, false, "", 0, spots, place);
    }

    private static Asked.Spot spot(String body, String text, long value) {
        int at = body.indexOf(text);
        return new Asked.Spot(at, at + text.length(), value);
    }

    /** The body stands in the middle of its array. */
    private static String shortened(String body, Asked asked, long most) {
        byte[] array = ("##" + body + "##").getBytes(StandardCharsets.UTF_8);
        return Shortening.of(new Bytes(array, 2, array.length - 2), asked, most).stream()
                .map(Bytes::toString)
                .collect(Collectors.joining());
    }
}

package io.piuptime.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.exchange.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a refusal is on the wire. */
class RefusalsTest {
    @Test
    void every_kind_has_its_status() {
        assertThat(List.of(
                                new Refusal.Unauthenticated("m"),
                                new Refusal.Forbidden("m"),
                                new Refusal.NoSuchPath("m"),
                                new Refusal.MethodNotAllowed("m", "POST"),
                                new Refusal.ModelNotFound("x", List.of()),
                                new Refusal.BadRequest("m", "c", "p"),
                                new Refusal.BadFraming("m"),
                                new Refusal.TooLarge("m"),
                                new Refusal.UriTooLong("m"),
                                new Refusal.HeadersTooLarge("m"),
                                new Refusal.UnsupportedMedia("m"),
                                new Refusal.SlowRequest("m"),
                                new Refusal.Overloaded("m", Duration.ofSeconds(1)),
                                new Refusal.ModelBusy("m", Duration.ofSeconds(1)),
                                new Refusal.Draining("m"),
                                new Refusal.StoreAway("m"),
                                new Refusal.UpstreamFailed("m", "c"),
                                new Refusal.UpstreamSilent("m", "c"),
                                new Refusal.Internal("m"))
                        .stream()
                        .map(refusal -> Refusals.facts(refusal).status()))
                .containsExactly(
                        401, 403, 404, 405, 404, 400, 400, 413, 414, 431, 415, 408, 503, 503, 503, 503, 502, 504, 500);
    }

    @Test
    void only_what_passes_by_itself_says_when_to_try_again() {
        assertThat(Refusals.retryAfter(new Refusal.Overloaded("m", Duration.ofSeconds(7))))
                .contains(Duration.ofSeconds(7));
        assertThat(Refusals.retryAfter(new Refusal.ModelBusy("m", Duration.ofSeconds(2))))
                .contains(Duration.ofSeconds(2));
        assertThat(Refusals.retryAfter(new Refusal.Draining("m"))).isPresent();
        assertThat(Refusals.retryAfter(new Refusal.UpstreamFailed("m", "c"))).isEmpty();
    }

    @Test
    void a_connection_whose_bytes_cannot_be_trusted_is_closed() {
        assertThat(Refusals.closesConnection(new Refusal.BadFraming("m"))).isTrue();
        assertThat(Refusals.closesConnection(new Refusal.TooLarge("m"))).isTrue();
        assertThat(Refusals.closesConnection(new Refusal.Unauthenticated("m"))).isFalse();
    }

    @Test
    void an_unknown_model_names_its_neighbours() {
        assertThat(new Refusal.ModelNotFound("gpt4", List.of("gpt-4", "gpt-4o")).message())
                .isEqualTo("The model 'gpt4' is not offered here. The nearest names are: gpt-4, gpt-4o.");
    }
}

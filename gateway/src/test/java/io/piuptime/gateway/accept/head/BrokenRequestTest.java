package io.piuptime.gateway.accept.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.piuptime.gateway.Limits;
import io.piuptime.model.exchange.Refusal;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenRequestTest {
    @ParameterizedTest
    @MethodSource("causes")
    void tells_what_the_parser_gave_up_on(Throwable cause, Refusal refusal) {
        assertThat(BrokenRequest.refusal(Asking.usual().brokenBy(cause).request(), Limits.DEFAULT))
                .isEqualTo(refusal);
    }

    private static Stream<Arguments> causes() {
        Refusal framing = new Refusal.BadFraming("The request is not valid HTTP.");
        return Stream.of(
                Arguments.of(
                        new TooLongHttpLineException("secret"),
                        new Refusal.UriTooLong("request line: too long (expected: at most 16384 bytes)")),
                Arguments.of(
                        new TooLongHttpHeaderException("secret"),
                        new Refusal.HeadersTooLarge("headers: too large (expected: at most 32768 bytes)")),
                Arguments.of(new TooLongFrameException("secret"), framing),
                Arguments.of(new IllegalArgumentException("secret"), framing),
                Arguments.of(new IOException("secret"), framing));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void only_the_parsers_own_failures_are_of_framing(Throwable failure, boolean framing) {
        assertThat(BrokenRequest.isFraming(failure)).isEqualTo(framing);
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new DecoderException("x"), true),
                Arguments.of(new TooLongHttpLineException("x"), true),
                Arguments.of(new IllegalArgumentException("x"), true),
                Arguments.of(new IOException("Connection reset"), false),
                Arguments.of(new IllegalStateException("x"), false));
    }
}

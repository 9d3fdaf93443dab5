package io.piuptime.gateway.accept.head;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.piuptime.gateway.Limits;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.http.HttpServerRequest;

/** What it means when the parser gives up on a request. */
public final class BrokenRequest {
    private BrokenRequest() {}

    public static Refusal refusal(HttpServerRequest request, Limits limits) {
        Throwable cause = request.decoderResult().cause();
        return switch (cause) {
            case TooLongHttpLineException _ ->
                new Refusal.UriTooLong("request line: too long (expected: at most " + limits.uri() + " bytes)");
            case TooLongHttpHeaderException _ ->
                new Refusal.HeadersTooLarge("headers: too large (expected: at most " + limits.headers() + " bytes)");
            case null, default -> new Refusal.BadFraming("The request is not valid HTTP.");
        };
    }

    /** Whether a connection fails because its bytes cannot be read: the parser's own exceptions, none of the network. */
    public static boolean isFraming(Throwable failure) {
        return failure instanceof DecoderException || failure instanceof IllegalArgumentException;
    }
}

package io.piuptime.gateway.accept;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Dialect;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.Snapshot;
import io.piuptime.gateway.accept.head.RequestHead;
import io.piuptime.gateway.send.ReplySink;
import io.piuptime.gateway.send.wire.Buffers;
import io.piuptime.gateway.translate.Dialects;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Answers which models are offered to a caller. */
final class ModelList {
    private static final String ALL = "/v1/models";
    private static final String ONE = "/v1/models/";

    private final Dialects dialects;

    ModelList(Dialects dialects) {
        this.dialects = dialects;
    }

    /** Whether the list or a model of it is asked for, in OpenAI's and Anthropic's way or in Gemini's. */
    boolean answers(String path) {
        String plain = plain(path);
        return plain.equals(ALL) || (plain.startsWith(ONE) && plain.length() > ONE.length());
    }

    /** Answers in Anthropic's form whoever names its version. */
    void answer(Exchange exchange, RequestHead head, ReplySink reply) {
        String asked = exchange.head().path();
        boolean ofAnthropic = head.header("anthropic-version").isPresent();
        Dialect dialect = (ofAnthropic ? dialects.of(Wire.ANTHROPIC_MESSAGES) : Optional.<Dialect>empty())
                .orElseGet(() -> dialects.of(Optional.empty(), asked));
        String path = plain(asked);
        Snapshot snapshot = exchange.snapshot();
        long created = snapshot.createdAt().getEpochSecond();
        if (path.equals(ALL)) {
            List<String> names = snapshot.offer().names().stream()
                    .filter(name -> allowed(exchange, name))
                    .toList();
            send(reply, dialect.models(names, created));
            return;
        }
        String name = decode(path.substring(ONE.length()));
        if (allowed(exchange, name) && snapshot.offer().find(name).isPresent()) {
            send(reply, dialect.model(name, created));
        } else {
            reply.refuse(new Refusal.ModelNotFound(name, snapshot.offer().nearest(name, 3)));
        }
    }

    private static String plain(String path) {
        return path.startsWith("/v1beta/") ? "/v1" + path.substring("/v1beta".length()) : path;
    }

    private static void send(ReplySink reply, Bytes body) {
        reply.headers().set("content-type", "application/json");
        reply.whole(200, Buffers.wrap(body));
    }

    private static boolean allowed(Exchange exchange, String model) {
        return exchange.caller()
                .filter(caller -> caller.rights().allowsModel(model))
                .isPresent();
    }

    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return segment;
        }
    }
}

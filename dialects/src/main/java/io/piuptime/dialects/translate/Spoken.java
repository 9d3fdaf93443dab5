package io.piuptime.dialects.translate;

import static java.util.Objects.requireNonNull;

import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.model.catalog.Wire;

/** A wire format of chat with its codec and where it is asked. */
public record Spoken(Wire wire, ChatCodec codec, Endpoint endpoint) {
    public Spoken {
        requireNonNull(wire, "wire");
        requireNonNull(codec, "codec");
        requireNonNull(endpoint, "endpoint");
    }
}

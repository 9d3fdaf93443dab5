package io.piuptime.model.chat;

import static java.util.Objects.requireNonNull;

/** Where the bytes of a medium are. */
public sealed interface Source {
    /**
     * In the message.
     *
     * @param mediaType such as {@code image/png}; empty when it was not said
     * @param data base64
     */
    record Inline(String mediaType, String data) implements Source {
        public Inline {
            requireNonNull(mediaType, "mediaType");
            requireNonNull(data, "data");
        }
    }

    /**
     * At an address.
     *
     * @param mediaType empty when it was not said
     */
    record Link(String url, String mediaType) implements Source {}

    /** With the provider, under its id. */
    record Held(String fileId) implements Source {}

    /** Plain text in the message, as a document. */
    record Plain(String text) implements Source {}
}

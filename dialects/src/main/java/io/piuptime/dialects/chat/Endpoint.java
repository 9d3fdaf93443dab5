package io.piuptime.dialects.chat;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Where and how a wire format is asked over HTTP.
 *
 * @param whole path below the base URL for an answer in one piece; {@code {model}} stands for the model
 * @param streamed the same for a stream
 * @param headers sent with every request
 * @param streamType media type of a stream
 */
public record Endpoint(String whole, String streamed, Map<String, String> headers, String streamType) {
    public static final String EVENTS = "text/event-stream";

    public Endpoint {
        requireNonNull(whole, "whole");
        requireNonNull(streamed, "streamed");
        headers = Map.copyOf(headers);
        requireNonNull(streamType, "streamType");
    }

    /** One path for both, with server-sent events. */
    public static Endpoint of(String path) {
        return new Endpoint(path, path, Map.of(), EVENTS);
    }

    /** The same with other headers. */
    public Endpoint with(Map<String, String> otherHeaders) {
        return new Endpoint(whole, streamed, otherHeaders, streamType);
    }

    /** The path for a model whose name is already fit for a path. */
    public String path(String model, boolean stream) {
        return (stream ? streamed : whole).replace("{model}", model);
    }
}

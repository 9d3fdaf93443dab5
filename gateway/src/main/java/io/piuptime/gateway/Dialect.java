package io.piuptime.gateway;

import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * A wire format: reads what the gateway needs of requests and replies without touching their bytes, and writes what the
 * gateway itself has to say. Implementations keep no state between calls and are used from many threads.
 */
public interface Dialect {
    /** Name in configuration and metrics: {@code openai}. */
    String name();

    /**
     * Reads a whole JSON body: checks that it is well-formed and finds what routing needs.
     *
     * @throws io.piuptime.model.exchange.RefusedException with a {@link Refusal.BadRequest}
     */
    RequestFacts read(Operation operation, Bytes body);

    /** Looks for the model's name in a multipart body; the boundary comes without its leading dashes. */
    MultipartReader multipart(String boundary);

    /** The model's name as the body writes it: a JSON string for JSON, plain text for multipart. */
    Bytes modelValue(String model, boolean json);

    /** A reader for one streamed reply. */
    ReplyStream stream(boolean usageAsked, ReplyStream.Sink sink);

    /** Reads a whole JSON reply. */
    ReplyReport report(Operation operation, Bytes body);

    /** A reader for one reply that is too large to be held: fed piece by piece while it is relayed. */
    ReplyMeter meter(Operation operation);

    /** Reads the body of a provider's error. */
    ErrorWords words(Bytes error);

    /** The body that tells a refusal. */
    Bytes error(ErrorFacts error);

    /** The event that tells a refusal inside a stream whose head has left. */
    Bytes errorEvent(ErrorFacts error);

    /** The event that hands a provider's own error on, which is one JSON value. */
    Bytes errorEvent(Bytes error);

    /** A comment that keeps a silent stream alive. */
    Bytes heartbeat();

    /** The event that ends a stream whose provider forgot to. */
    Bytes terminal();

    /** The list of models; {@code created} is when the configuration was made, in epoch seconds. */
    Bytes models(List<String> names, long created);

    /** One model of that list. */
    Bytes model(String name, long created);

    /**
     * A refusal made ready for writing.
     *
     * @param type the field's word for the class of error, such as {@code invalid_request_error}
     * @param code machine-readable reason
     * @param param name of the field at fault, or empty
     */
    record ErrorFacts(int status, String type, String code, String message, String param) {}

    /** Finds the model's name in a multipart body that arrives piece by piece. */
    interface MultipartReader {
        /**
         * Reads on.
         *
         * @param next what arrived since the last call
         * @param last whether the body ends with it
         * @return the facts, once the field's value is there whole
         * @throws io.piuptime.model.exchange.RefusedException when the body is not multipart of this boundary, or ended
         *     without the field
         */
        Optional<RequestFacts> read(Bytes next, boolean last);
    }
}

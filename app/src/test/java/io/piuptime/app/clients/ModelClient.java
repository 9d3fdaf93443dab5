package io.piuptime.app.clients;

import java.util.List;
import java.util.Map;

/** A library that calls models, reduced to what all of them can. */
interface ModelClient extends AutoCloseable {
    /** The only tool that they offer. */
    String TOOL = "weather";

    /** The parameters of the tool, and the form of a structured answer. */
    Map<String, Object> CITY = Map.of(
            "type",
            "object",
            "properties",
            Map.of("city", Map.of("type", "string")),
            "required",
            List.of("city"),
            "additionalProperties",
            false);

    /** A text and the tokens that the provider reports for it. */
    record Told(String text, int input, int output) {}

    /** A tool that the model called, and what it said to the result. */
    record Used(String tool, String arguments, String answer) {}

    Told chat(String text);

    /** The pieces of an answer as they came. */
    List<String> stream(String text);

    /** Offers the tool, tells the result when it is called, and waits for the answer to that. */
    Used useTool(String text, String result);

    /** Asks for an answer in the form of {@link #CITY}. */
    String structured(String text);

    /** The status that a request which has to fail fails with. */
    int refused(String text);

    @Override
    void close();
}

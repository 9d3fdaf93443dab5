package io.piuptime.dialects.embed.terms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths that have a model in them. */
public final class Paths {
    private Paths() {}

    /** Where Bedrock takes what only a model's maker understands. */
    public static String bedrock(String model) {
        return "/model/" + segment(model) + "/invoke";
    }

    /** Where Google takes what a method of a model is asked. */
    public static String google(String model, String method) {
        return "/models/" + segment(model) + ":" + method;
    }

    private static String segment(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8);
    }
}

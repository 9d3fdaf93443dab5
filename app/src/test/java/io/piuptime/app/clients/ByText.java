package io.piuptime.app.clients;

import io.piuptime.testkit.turn.Heard;
import io.piuptime.testkit.turn.Turn;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider that does what the user's text says, so that one script serves every client and every dialect. */
public final class ByText implements Function<Heard, Turn> {
    public static final String CITY = "{\"city\":\"Zürich\"}";

    private static final Pattern FAIL = Pattern.compile("fail with (\\d{3})");
    private static final String BREAK = "break off";

    @Override
    public Turn apply(Heard heard) {
        Matcher fail = FAIL.matcher(heard.said());
        if (fail.find()) {
            return Turn.fail(Integer.parseInt(fail.group(1)), "As you asked.");
        }
        if (heard.said().contains(BREAK)) {
            return new Turn.Break("So far", new Turn.Fail(503, "As you asked."));
        }
        if (!heard.results().isEmpty()) {
            return Turn.say("It said: " + heard.results().getLast().text());
        }
        if (!heard.tools().isEmpty()) {
            return Turn.call(heard.tools().getFirst(), CITY);
        }
        return Turn.say(heard.said().contains("JSON") ? CITY : "You said: " + heard.said());
    }
}

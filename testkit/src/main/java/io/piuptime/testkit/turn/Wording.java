package io.piuptime.testkit.turn;

import io.piuptime.testkit.fake.Received;
import io.piuptime.testkit.script.Script;
import tools.jackson.databind.JsonNode;

/** How a provider of one dialect hears requests and words its turns; written from the dialect's documentation. */
interface Wording {
    Heard hear(Received received, JsonNode json);

    Script say(Heard heard, Turn.Say say);

    Script call(Heard heard, Turn.Call call);

    Script fail(Turn.Fail fail);

    /** A stream that has said the text when the error comes. */
    Script broken(Heard heard, Turn.Break broken);

    /** Answers what asks for the count of a prompt's tokens. */
    default Script count(int tokens) {
        throw new IllegalArgumentException("count: not in this dialect");
    }

    default Script word(Heard heard, Turn turn) {
        return switch (turn) {
            case Turn.Say say -> say(heard, say);
            case Turn.Call call -> call(heard, call);
            case Turn.Fail fail -> fail(fail);
            case Turn.Break broken -> heard.stream() ? broken(heard, broken) : fail(broken.fail());
        };
    }
}

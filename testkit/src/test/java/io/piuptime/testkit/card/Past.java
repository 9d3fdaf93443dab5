package io.piuptime.testkit.card;

import io.piuptime.testkit.card.Call.Ending;
import io.piuptime.testkit.wall.Attempt;
import io.piuptime.testkit.wall.Chat;
import io.piuptime.testkit.wall.SixtyWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A history put together by hand. */
final class Past {
    static final double DOWN = 6;

    private final Scenario scenario;
    private final List<Call> calls = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private double seconds = 1;
    private Optional<String> afterwards = Optional.empty();

    private Past(Scenario scenario) {
        this.scenario = scenario;
    }

    static Past of(String id) {
        return new Past(Scenarios.all(false).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    Past answered() {
        return call(Ending.ANSWERED, SixtyWords.TEXT, "");
    }

    /** An answer of so many words. */
    Past answered(int words) {
        List<String> all = List.of(SixtyWords.TEXT.split(" ", -1));
        return call(Ending.ANSWERED, String.join(" ", all.subList(0, words)), "");
    }

    Past error() {
        return call(Ending.ERROR, "", "500 broken");
    }

    Past hung() {
        return call(Ending.HUNG, "", "no end within 20 s");
    }

    /** A whole answer that names another model than the fallback. */
    Past answeredBy(String model) {
        calls.add(new Call(calls.size(), 1, Ending.ANSWERED, SixtyWords.TEXT, "", model, true));
        return this;
    }

    Past answeredWithoutUsage() {
        calls.add(new Call(calls.size(), 1, Ending.ANSWERED, SixtyWords.TEXT, "", scenario.fallback(), false));
        return this;
    }

    /** Attempts at the failing model at these seconds. */
    Past failedAt(double... times) {
        for (double time : times) {
            attempt(time, scenario.model(), "503 overloaded", 10);
        }
        return this;
    }

    Past wellAt(double time) {
        return attempt(time, scenario.model(), "200 stream", 10);
    }

    Past fallbackAt(double time) {
        return attempt(time, scenario.fallback(), "200 stream", 10);
    }

    Past prefillRefused() {
        return attempt(1, scenario.fallback(), "400 prefill rejected", 10);
    }

    /** Attempts at the failing model with prompts of these sizes. */
    Past prompts(int... sizes) {
        for (int size : sizes) {
            attempt(0, scenario.model(), "400 context_length_exceeded", size);
        }
        return this;
    }

    Past taking(double howLong) {
        seconds = howLong;
        return this;
    }

    Past deadAfterwards() {
        afterwards = Optional.of("a healthy request failed afterwards: 500");
        return this;
    }

    Judged judged() {
        return new Judge().judge(scenario, new History(calls, attempts, seconds, DOWN, afterwards));
    }

    private Past call(Ending ending, String text, String error) {
        calls.add(new Call(calls.size(), 1, ending, text, error, scenario.fallback(), true));
        return this;
    }

    private Past attempt(double at, String model, String action, int size) {
        Chat chat = new Chat(model, "key", true, true, false, "", size);
        attempts.add(new Attempt(at, chat, attempts.size() + 1, action, OptionalDouble.empty()));
        return this;
    }
}

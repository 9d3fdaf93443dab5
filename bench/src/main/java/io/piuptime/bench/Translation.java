package io.piuptime.bench;

import io.piuptime.bench.Rounds.Window;
import io.piuptime.bench.subject.Subject;
import io.piuptime.bench.translate.TranslationTime;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.Pace;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** What it costs that caller and provider speak different dialects: the same loads on one gateway, without and with translation. */
final class Translation {
    private static final int WINDOWS = 5;
    private static final int CONNECTIONS = 32;
    private static final int STREAMS = 50;
    private static final int GAP = 20;

    private final Rounds rounds;
    private final Requests plain;
    private final Requests translated;
    private final Scale scale;
    private final Figures figures;

    Translation(Rounds rounds, Requests requests, Scale scale, Figures figures) {
        this.rounds = rounds;
        this.plain = requests;
        this.translated = requests.translated();
        this.scale = scale;
        this.figures = figures;
    }

    void measure(Subject gateway) {
        Subject translating = new Subject("gateway, translating", gateway.port(), gateway.tree());
        rounds.settle(
                "warm-up",
                translating,
                translated.json(translating),
                Pace.times(scale.warmUp(), CONNECTIONS),
                scale.warmUps());
        rounds.window(
                "warm-up of streams",
                translating,
                translated.stream(translating, 100, 2),
                Pace.times(scale.streamWarmUp(), STREAMS));
        List<Subject> both = List.of(gateway, translating);
        added(
                "translate_cpu_us",
                both,
                Requests::json,
                Pace.open(scale.rate(), CONNECTIONS, scale.shortWindow()),
                window -> window.cpuMicros() / window.report().completed());
        int tokens = (int) (scale.shortWindow().toMillis() / GAP);
        added(
                "translate_frame_cpu_us",
                both,
                (requests, subject) -> requests.stream(subject, tokens, GAP),
                Pace.once(STREAMS),
                window -> window.cpuMicros() / window.report().frames());
        figures.put(
                "translate_115k_ms",
                Collections.max(new TranslationTime(scale.pair()).millis().values()));
    }

    /** What translation adds: the median of the rounds, each of which is a pair. */
    private void added(
            String figure,
            List<Subject> both,
            BiFunction<Requests, Subject, Load> load,
            Pace pace,
            ToDoubleFunction<Window> value) {
        Subject gateway = both.getFirst();
        var windows = rounds.alternate(
                figure,
                WINDOWS,
                both,
                subject -> load.apply(subject.equals(gateway) ? plain : translated, subject),
                pace);
        List<Window> without = windows.getOrDefault(gateway.name(), List.of());
        List<Window> with = windows.getOrDefault(both.getLast().name(), List.of());
        figures.put(
                figure,
                Bench.pairs(with, without, (one, other) -> value.applyAsDouble(one) - value.applyAsDouble(other)));
    }
}

package io.piuptime.bench.translate;

import io.piuptime.bench.translate.Formats.Pair;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Translator;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** CPU time of this thread that the translation of one coding agent's request of 115 KB takes, from every dialect to every other. */
public final class TranslationTime {
    private static final int SAMPLES = 15;

    private final Duration each;
    private final Translator translator = Formats.translator();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * A measurement.
     *
     * @param each how much CPU time is spent on one pair, half of it to warm up
     */
    public TranslationTime(Duration each) {
        this.each = each;
    }

    /** Milliseconds by pair of dialects, each the median of its samples. */
    public Map<String, Double> millis() {
        var pairs = Formats.pairs(AgentRequest.make());
        pairs.forEach(pair -> run(pair, each.toNanos() / 2));
        Map<String, Double> millis = new LinkedHashMap<>();
        pairs.forEach(pair -> millis.put(pair.name(), median(pair)));
        return millis;
    }

    private double median(Pair pair) {
        double[] samples = new double[SAMPLES];
        Arrays.setAll(samples, _ -> run(pair, each.toNanos() / 2 / SAMPLES));
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    /** Translates until so much CPU time is spent; returns the milliseconds that one took. */
    private double run(Pair pair, long nanos) {
        long began = threads.getCurrentThreadCpuTime();
        long spent = 0;
        int times = 0;
        while (spent < nanos || times == 0) {
            Outbound outbound = translator.of(pair.question()).to(pair.target());
            if (!(outbound instanceof Outbound.Request request)
                    || request.pieces().isEmpty()) {
                throw new IllegalStateException(pair.name() + ": " + outbound + " (expected: a request)");
            }
            times++;
            spent = threads.getCurrentThreadCpuTime() - began;
        }
        return spent / 1e6 / times;
    }
}

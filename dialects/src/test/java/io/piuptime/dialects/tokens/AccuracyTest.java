package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.tokens.RecordedCounts.Recorded;
import io.piuptime.model.chat.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What is counted, against what providers report of recorded conversations. Those with parts of unknown length are left out:
 * addresses, files held by the provider, sealed thoughts, tools that the provider runs.
 */
class AccuracyTest {
    /** The greatest relative error of half and of 95 in 100 of a provider's conversations. */
    private record Bound(double median, double most) {
        /** Of providers of which too few conversations were recorded to say anything. */
        static final Bound NONE = new Bound(Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /**
     * What was reached, and a little. The farthest are documents, small models told at length of tools at one host and not at
     * another, and models that a router chose.
     */
    private static final Map<String, Bound> BOUNDS = Map.of(
            "anthropic", new Bound(0.05, 0.4),
            "azure", new Bound(0, 0.01),
            "bedrock", new Bound(0.05, 2.6),
            "cohere", new Bound(0.04, 0.25),
            "deepseek", new Bound(0.07, 0.25),
            "gemini", new Bound(0.09, 0.3),
            "groq", new Bound(0.04, 0.35),
            "mistral", new Bound(0.02, 0.5),
            "openai", new Bound(0, 0.3),
            "openrouter", new Bound(0.06, 1.6));

    private final TokenCounter counter = new TokenCounter();

    @Test
    void errors_stay_within_bounds() throws IOException {
        Map<String, List<Double>> errors = new TreeMap<>();
        for (Recorded recorded : conversations()) {
            double error = error(counter.count(recorded.request()), recorded);
            errors.computeIfAbsent(recorded.provider(), _ -> new ArrayList<>()).add(error);
        }
        errors.values().forEach(all -> all.sort(null));
        report(errors);
        assertThat(errors.keySet()).containsAll(BOUNDS.keySet());
        errors.forEach((provider, all) -> {
            Bound bound = BOUNDS.getOrDefault(provider, Bound.NONE);
            assertThat(at(50, all)).as(provider).isLessThanOrEqualTo(bound.median());
            assertThat(at(95, all)).as(provider).isLessThanOrEqualTo(bound.most());
        });
    }

    private static double at(int percent, List<Double> sorted) {
        return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
    }

    private static void report(Map<String, List<Double>> errors) throws IOException {
        StringBuilder report = new StringBuilder("""
                # Tokens counted here, against what providers reported

                | provider | conversations | equal | median error | 95 of 100 within |
                |---|--:|--:|--:|--:|
                """);
        errors.forEach((provider, all) -> report.append(String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.1f %% | %.1f %% |%n",
                provider,
                all.size(),
                all.stream().filter(error -> error == 0).count(),
                100 * at(50, all),
                100 * at(95, all))));
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("tokens.md"), report);
    }

    @Test
    void what_is_called_exact_nearly_always_is() {
        int exact = 0;
        int right = 0;
        for (Recorded recorded : conversations()) {
            Counted counted = counter.count(recorded.request());
            if (counted.exact()) {
                exact++;
                right += counted.tokens() == recorded.reported() ? 1 : 0;
            }
        }
        System.out.println("tokens: " + right + " of " + exact + " exact counts are equal");
        assertThat(exact).isGreaterThan(300);
        assertThat(right).isGreaterThan(exact * 9 / 10);
    }

    @Test
    void reports_do_not_make_fitted_estimates_worse() {
        TokenCounter learning = new TokenCounter();
        double before = 0;
        double after = 0;
        int seen = 0;
        for (Recorded recorded : conversations()) {
            Counted first = counter.count(recorded.request());
            if (!first.exact() && recorded.reported() > 100) {
                before += error(first, recorded);
                after += error(learning.count(recorded.request()), recorded);
                seen++;
                learning.lesson(recorded.request()).ifPresent(lesson -> lesson.accept(recorded.reported()));
            }
        }
        System.out.println(String.format(
                Locale.ROOT,
                "tokens: mean error of %d estimates %.3f, with reports %.3f",
                seen,
                before / seen,
                after / seen));
        assertThat(after).isLessThan(before * 1.02);
    }

    private static double error(Counted counted, Recorded recorded) {
        return Math.abs(counted.tokens() - recorded.reported()) / (double) recorded.reported();
    }

    private static List<Recorded> conversations() {
        return RecordedCounts.all().stream()
                .filter(recorded -> !Said.of(recorded.request(), false).opaque()
                        && recorded.request().tools().offered().stream().noneMatch(Tool.Native.class::isInstance))
                .toList();
    }
}

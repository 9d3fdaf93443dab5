package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.tokens.RecordedCounts.Recorded;
import io.piuptime.model.chat.Tool;
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
    /** The greatest relative error of half and of nine in ten of a provider's conversations. */
    private record Bound(double median, double ninth) {}

    private static final Map<String, Bound> BOUNDS = Map.of(
            "anthropic", new Bound(0.08, 0.3),
            "azure", new Bound(0.01, 0.05),
            "bedrock", new Bound(0.08, 0.9),
            "cohere", new Bound(0.06, 0.2),
            "deepseek", new Bound(0.1, 0.3),
            "gemini", new Bound(0.12, 0.3),
            "groq", new Bound(0.06, 0.3),
            "mistral", new Bound(0.04, 0.5),
            "openai", new Bound(0.01, 0.2),
            "openrouter", new Bound(0.1, 1));

    private final TokenCounter counter = new TokenCounter();

    @Test
    void errors_stay_within_bounds() {
        Map<String, List<Double>> errors = new TreeMap<>();
        for (Recorded recorded : conversations()) {
            double error = error(counter.count(recorded.request()), recorded);
            errors.computeIfAbsent(recorded.provider(), _ -> new ArrayList<>()).add(error);
        }
        errors.forEach((provider, all) -> {
            all.sort(null);
            double median = all.get(all.size() / 2);
            double ninth = all.get(all.size() * 9 / 10);
            System.out.println(String.format(
                    Locale.ROOT,
                    "tokens of %s: %d conversations, median error %.3f, nine in ten %.3f",
                    provider,
                    all.size(),
                    median,
                    ninth));
            Bound bound = BOUNDS.get(provider);
            if (bound != null) {
                assertThat(median).as(provider).isLessThanOrEqualTo(bound.median());
                assertThat(ninth).as(provider).isLessThanOrEqualTo(bound.ninth());
            }
        });
        assertThat(errors.keySet()).containsAll(BOUNDS.keySet());
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
                learning.reported(recorded.request(), recorded.reported());
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

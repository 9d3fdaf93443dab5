package io.piuptime.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A figure's line in the table and the value that it has to reach.
 *
 * @param bound empty = shown for the record
 * @param atLeast whether more is better
 */
record Target(String title, String figure, String unit, OptionalDouble bound, boolean atLeast) {
    /** What the benchmark prints, in order. */
    static final List<Target> ALL = List.of(
            shown("CPU per request, gateway", "cpu_us_gateway", "µs"),
            shown("CPU per request, nginx", "cpu_us_nginx", "µs"),
            most("CPU per request to nginx", "cpu_ratio_nginx", "×", 2.0),
            shown("CPU per request, gateway with everything on", "cpu_us_all", "µs"),
            most("the same to nginx", "cpu_ratio_nginx_all", "×", 2.4),
            shown("throughput, gateway", "rps_gateway", "/s"),
            shown("throughput, nginx", "rps_nginx", "/s"),
            shown("throughput, no proxy", "rps_direct", "/s"),
            most("added latency p50", "added_p50_us", "µs", 200),
            most("added latency p99", "added_p99_us", "µs", 800),
            shown("added latency p50, nginx", "added_p50_us_nginx", "µs"),
            shown("added latency p99, nginx", "added_p99_us_nginx", "µs"),
            most("added time to first token p50", "ttft_added_p50_us", "µs", 500),
            most("added time to first token p99", "ttft_added_p99_us", "µs", 2000),
            shown("CPU per frame, gateway", "frame_cpu_us_gateway", "µs"),
            shown("CPU per frame, nginx", "frame_cpu_us_nginx", "µs"),
            most("CPU per frame to nginx", "frame_cpu_ratio_nginx", "×", 1.8),
            most("CPU that translation adds to a request", "translate_cpu_us", "µs", 60),
            most("CPU that translation adds to a frame", "translate_frame_cpu_us", "µs", 25),
            most("translation of 115 KB, worst pair", "translate_115k_ms", "ms", 2),
            most("choice of one of 10 targets, dearest strategy", "route_us", "µs", 3),
            most("the same with 10,000 models", "route_10k_us", "µs", 3),
            shown("10,000 models to 100", "route_10k_ratio", "×"),
            most("10,000 models published", "publish_10k_ms", "ms", 2_000),
            most("p99 of requests meanwhile", "publish_10k_p99_added_us", "µs", 2_000),
            most("1,000,000 keys of 100,000 applications", "directory_rss_mb", "MiB", 400),
            most("their start", "directory_start_ms", "ms", 3_000),
            most("to find out who asks", "directory_lookup_us", "µs", 5),
            shown("1,000,000 keys to 10", "directory_lookup_ratio", "×"),
            most("to hold an exchange to 12 limits", "limits_us", "µs", 2),
            shown("1,000,000 limits counted to 3,300", "limits_ratio", "×"),
            shown("the same for any of them", "directory_lookup_any_us", "µs"),
            most("to reserve money and to settle it", "money_us", "µs", 2),
            most("key, 15 limits, two budgets: all of it", "budget_path_us", "µs", 5),
            shown("the same with 10,000 keys in use", "budget_path_10k_us", "µs"),
            shown("the same with 100,000, not all kept", "budget_path_100k_us", "µs"),
            least("open streams, every frame intact", "streams_held", "", 2000),
            most("RSS idle", "rss_idle_mb", "MB", 180),
            most("RSS under load", "rss_steady_mb", "MB", 300),
            shown("RSS with 2,000 streams", "rss_streams_mb", "MB"),
            most("start to first answer, AOT cache", "start_ms_aot", "ms", 800),
            most("start to first answer, without", "start_ms_plain", "ms", 1800),
            least("64 bodies of 8 MiB: served or refused", "large_bodies", "", 64),
            shown("64 bodies of 8 MiB: served", "large_bodies_served", ""),
            shown("RSS after them", "large_bodies_rss_mb", "MB"),
            shown("time stolen by the host", "steal_percent", "%"));

    Target {
        requireNonNull(title, "title");
        requireNonNull(figure, "figure");
        requireNonNull(unit, "unit");
        requireNonNull(bound, "bound");
    }

    /** Its line in the table. */
    String line(OptionalDouble value) {
        String shown = value.isPresent() ? number(value.getAsDouble()) + " " + unit : "not measured";
        return String.format(Locale.ROOT, "%-40s %14s   %-12s %s", title, shown.strip(), wanted(), verdict(value))
                .stripTrailing();
    }

    private String wanted() {
        return bound.isPresent() ? (atLeast ? ">= " : "<= ") + number(bound.getAsDouble()) : "";
    }

    private String verdict(OptionalDouble value) {
        if (bound.isEmpty() || value.isEmpty()) {
            return "";
        }
        double wanted = bound.getAsDouble();
        boolean met = atLeast ? value.getAsDouble() >= wanted : value.getAsDouble() <= wanted;
        return met ? "met" : "MISSED";
    }

    private static String number(double value) {
        boolean whole = Math.abs(value) >= 100 || value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", value);
    }

    private static Target shown(String title, String figure, String unit) {
        return new Target(title, figure, unit, OptionalDouble.empty(), false);
    }

    private static Target most(String title, String figure, String unit, double bound) {
        return new Target(title, figure, unit, OptionalDouble.of(bound), false);
    }

    private static Target least(String title, String figure, String unit, double bound) {
        return new Target(title, figure, unit, OptionalDouble.of(bound), true);
    }
}

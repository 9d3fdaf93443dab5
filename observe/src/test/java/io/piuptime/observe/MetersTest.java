package io.piuptime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.piuptime.model.price.Charge;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final Meters meters = new Meters("1.2.3");

    @Test
    void levels_that_come_and_go_are_read_anew_each_time() {
        Meters own = new Meters("1");
        Map<String, Long> levels = new HashMap<>(Map.of("a/x", 3L, "b/y", 0L));
        own.watchEach(Watched.TARGET_STANDING, "target", () -> Map.copyOf(levels));
        assertThat(own.scrape())
                .contains("piup_target_standing{target=\"a/x\"} 3.0", "piup_target_standing{target=\"b/y\"} 0.0");

        levels.remove("a/x");
        levels.put("b/y", 4L);

        assertThat(own.scrape())
                .contains("piup_target_standing{target=\"b/y\"} 4.0")
                .doesNotContain("a/x");
    }

    @Test
    void names_meters_as_the_genai_conventions_do() {
        meters.exchange(Records.streamed("gpt-4o"), "openai", 200);

        assertThat(meters.scrape())
                .contains("gen_ai_server_request_duration_seconds_bucket")
                .contains("gen_ai_server_time_to_first_token_seconds_bucket")
                .contains("gen_ai_client_token_usage_bucket");
    }

    @Test
    void labels_a_duration_with_operation_model_provider_and_status() {
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);

        assertThat(line("gen_ai_server_request_duration_seconds_count"))
                .contains("gen_ai_operation_name=\"chat\"")
                .contains("gen_ai_request_model=\"gpt-4o\"")
                .contains("gen_ai_provider_name=\"openai\"")
                .contains("piup_target=\"openai/gpt-4o\"")
                .contains("http_response_status_code=\"200\"")
                .contains("error_type=\"\"")
                .endsWith(" 1");
    }

    @Test
    void counts_a_duration_in_the_bucket_it_belongs_to() {
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);

        assertThat(line("gen_ai_server_request_duration_seconds_bucket", "le=\"1.28\""))
                .endsWith(" 0");
        assertThat(line("gen_ai_server_request_duration_seconds_bucket", "le=\"2.56\""))
                .endsWith(" 1");
    }

    @Test
    void counts_tokens_by_type() {
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);

        assertThat(line("gen_ai_client_token_usage_sum", "gen_ai_token_type=\"input\""))
                .endsWith(" 22.0");
        assertThat(line("gen_ai_client_token_usage_sum", "gen_ai_token_type=\"output\""))
                .endsWith(" 44.0");
    }

    @Test
    void adds_up_costs_and_counts_those_that_are_not_known() {
        meters.exchange(Records.answered("gpt-4o").charged(new Charge(1_250_000, "USD", "in=2.5")), "openai", 200);
        meters.exchange(Records.answered("gpt-4o").charged(new Charge(250_000, "USD", "in=2.5")), "openai", 200);
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);

        assertThat(line("piup_cost_usd_total", "gen_ai_request_model=\"gpt-4o\""))
                .endsWith(" 1.5");
        assertThat(line("piup_cost_unknown_total", "gen_ai_request_model=\"gpt-4o\""))
                .endsWith(" 1.0");
    }

    @Test
    void records_a_first_token_only_for_streams() {
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);
        assertThat(meters.scrape()).doesNotContain("time_to_first_token");

        meters.exchange(Records.streamed("gpt-4o"), "openai", 200);
        assertThat(line("gen_ai_server_time_to_first_token_seconds_sum")).endsWith(" 0.25");
    }

    @Test
    void records_our_own_share_in_microseconds_buckets() {
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);

        assertThat(line("piup_overhead_duration_seconds_bucket", "le=\"1.5E-4\""))
                .endsWith(" 0");
        assertThat(line("piup_overhead_duration_seconds_bucket", "le=\"2.0E-4\""))
                .endsWith(" 1");
    }

    @Test
    void counts_bytes_and_endings() {
        meters.exchange(Records.answered("gpt-4o"), "openai", 200);

        assertThat(line("piup_request_body_bytes_total")).endsWith(" 1000.0");
        assertThat(line("piup_reply_body_bytes_total")).endsWith(" 2000.0");
        assertThat(line("piup_exchanges_total", "ending=\"complete\"")).endsWith(" 1.0");
    }

    @Test
    void counts_refusals_by_reason() {
        meters.exchange(Records.refused("gpt-4o", 401, "invalid_api_key"), "", 90);

        assertThat(line("piup_refusals_total"))
                .contains("reason=\"invalid_api_key\"")
                .endsWith(" 1.0");
        assertThat(line("gen_ai_server_request_duration_seconds_count")).contains("error_type=\"invalid_api_key\"");
    }

    @Test
    void hides_a_model_name_that_led_nowhere() {
        meters.exchange(Records.refused("my-secret-idea", 404, "model_not_found"), "", 90);

        assertThat(meters.scrape()).doesNotContain("my-secret-idea").contains("gen_ai_request_model=\"other\"");
    }

    @Test
    void counts_names_beyond_the_bound_as_other() {
        Meters small = new Meters("1", 4);
        for (int i = 0; i < 50; i++) {
            small.exchange(Records.answered("wild-" + i, "openai/wild"), "openai", 100);
        }

        List<String> counts = lines(small.scrape(), "gen_ai_server_request_duration_seconds_count");
        assertThat(counts).hasSize(5);
        assertThat(counts).anyMatch(line -> line.contains("gen_ai_request_model=\"other\"") && line.endsWith(" 46"));
    }

    @Test
    void stays_bounded_when_even_the_others_are_many() {
        Meters small = new Meters("1", 4);
        for (int i = 0; i < 200; i++) {
            small.exchange(Records.refused("", 400, "reason-" + i), "", 100);
        }

        assertThat(lines(small.scrape(), "gen_ai_server_request_duration_seconds_count"))
                .hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void reads_watched_values_when_scraped() {
        AtomicLong streams = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        meters.watch(Watched.STREAMS_OPEN, streams::get);
        meters.watch(Watched.RELOAD_FAILURES, failures::get);
        streams.set(7);
        failures.set(3);

        assertThat(line("piup_streams_open")).endsWith(" 7.0");
        assertThat(line("piup_reload_failures_total")).endsWith(" 3.0");
    }

    @Test
    void keeps_watching_a_total_that_nobody_else_holds() {
        meters.watch(Watched.JOURNAL_LOST, new Fixed(5)::value);
        System.gc();

        assertThat(line("piup_journal_lost_total")).endsWith(" 5.0");
    }

    @Test
    void gives_every_watched_value_a_name_of_its_own() {
        for (Watched watched : Watched.values()) {
            meters.watch(
                    watched,
                    () -> watched.meter().length() * 100L + watched.name().charAt(0));
        }
        for (Watched watched : Watched.values()) {
            String suffix = watched.kind() == Watched.Kind.TOTAL ? "_total" : "";
            assertThat(line(watched.meter().replace('.', '_') + suffix + " "))
                    .endsWith(" "
                            + (double) (watched.meter().length() * 100L
                                    + watched.name().charAt(0)));
        }
    }

    @Test
    void tells_the_version_and_the_state_of_the_process() {
        String text = meters.scrape();

        assertThat(lines(text, "piup_build{")).singleElement().asString().contains("version=\"1.2.3\"");
        assertThat(text).contains("jvm_memory_used_bytes").contains("process_cpu_usage");
    }

    @Test
    void makes_no_garbage_once_a_series_is_known() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var record = Records.streamed("gpt-4o");
        for (int i = 0; i < 20_000; i++) {
            meters.exchange(record, "openai", 200);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            meters.exchange(record, "openai", 200);
        }
        long perExchange = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;

        assertThat(perExchange).as("bytes allocated per exchange").isLessThanOrEqualTo(16);
    }

    private String line(String... parts) {
        String text = meters.scrape();
        return lines(text, parts[0]).stream()
                .filter(line -> List.of(parts).stream().allMatch(line::contains))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line with " + List.of(parts) + " in\n" + text));
    }

    private static List<String> lines(String text, String start) {
        List<String> found = new ArrayList<>();
        text.lines().filter(line -> line.startsWith(start)).forEach(found::add);
        return found;
    }

    private record Fixed(long value) {}
}

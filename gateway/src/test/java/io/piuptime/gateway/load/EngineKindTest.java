package io.piuptime.gateway.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineKindTest {
    private static final long AT = 77;

    @Test
    void reads_vllm() {
        assertThat(load("""
                # HELP python_info Python platform information
                # TYPE python_info gauge
                python_info{implementation="CPython",major="3"} 1.0
                # HELP vllm:num_requests_running Requests in the batches of the model
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0",model_name="qwen"} 12.0
                # TYPE vllm:num_requests_waiting gauge
                vllm:num_requests_waiting{engine="0",model_name="qwen"} 3.0
                # TYPE vllm:num_requests_waiting_by_reason gauge
                vllm:num_requests_waiting_by_reason{engine="0",model_name="qwen",reason="capacity"} 3.0
                # TYPE vllm:kv_cache_usage_perc gauge
                vllm:kv_cache_usage_perc{engine="0",model_name="qwen"} 0.4375
                # TYPE vllm:request_success counter
                vllm:request_success_total{engine="0",finished_reason="stop",model_name="qwen"} 100.0
                vllm:request_success_total{engine="0",finished_reason="length",model_name="qwen"} 20.0
                vllm:request_success_created{engine="0",finished_reason="stop",model_name="qwen"} 1.7e9
                """)).contains(new EngineLoad(12, 3, 0.4375, 120, AT));
    }

    @Test
    void reads_a_vllm_that_calls_its_cache_by_its_former_name() {
        assertThat(load("""
                vllm:num_requests_running{model_name="qwen"} 1
                vllm:num_requests_waiting{model_name="qwen"} 0
                vllm:gpu_cache_usage_perc{model_name="qwen"} 0.25
                vllm:cpu_cache_usage_perc{model_name="qwen"} 0.75
                """)).contains(new EngineLoad(1, 0, 0.25, -1, AT));
    }

    @Test
    void reads_sglang() {
        assertThat(load("""
                sglang:num_running_reqs{engine_type="unified",model_name="qwen",pp_rank="0",tp_rank="0"} 7.0
                sglang:num_queue_reqs{engine_type="unified",model_name="qwen",pp_rank="0",tp_rank="0"} 2.0
                sglang:token_usage{engine_type="unified",model_name="qwen",pp_rank="0",tp_rank="0"} 0.31
                sglang:num_requests_total{model_name="qwen"} 55.0
                sglang:gen_throughput{model_name="qwen"} 812.5
                """)).contains(new EngineLoad(7, 2, 0.31, 55, AT));
    }

    @Test
    void counts_what_the_parts_of_one_sglang_tell_once() {
        assertThat(load("""
                sglang:num_running_reqs{model_name="qwen",dp_rank="0",tp_rank="0"} 4
                sglang:num_running_reqs{model_name="qwen",dp_rank="0",tp_rank="1"} 4
                sglang:num_running_reqs{model_name="qwen",dp_rank="1",tp_rank="0"} 3
                sglang:num_queue_reqs{model_name="qwen",priority="",tp_rank="0"} 5
                sglang:num_queue_reqs{model_name="qwen",priority="1",tp_rank="0"} 3
                sglang:num_queue_reqs{model_name="qwen",priority="2",tp_rank="0"} 2
                """)).contains(new EngineLoad(7, 5, 0, -1, AT));
    }

    @Test
    void reads_tgi() {
        assertThat(load("""
                # TYPE tgi_batch_current_size gauge
                tgi_batch_current_size 9
                # TYPE tgi_queue_size gauge
                tgi_queue_size 4
                # TYPE tgi_request_success counter
                tgi_request_success 31
                # TYPE tgi_request_queue_duration histogram
                tgi_request_queue_duration_bucket{le="+Inf"} 31
                """)).contains(new EngineLoad(9, 4, 0, 31, AT));
    }

    @Test
    void reads_llama_cpp() {
        assertThat(load("""
                # TYPE llamacpp:requests_processing gauge
                llamacpp:requests_processing 2
                # TYPE llamacpp:requests_deferred gauge
                llamacpp:requests_deferred 1
                # TYPE llamacpp:kv_cache_usage_ratio gauge
                llamacpp:kv_cache_usage_ratio 0.5
                # TYPE llamacpp:prompt_tokens_total counter
                llamacpp:prompt_tokens_total 4711
                """)).contains(new EngineLoad(2, 1, 0.5, -1, AT));
    }

    @Test
    void takes_the_model_that_is_meant_where_models_are_told_apart() {
        String text = """
                vllm:num_requests_running{model_name="other"} 30
                vllm:num_requests_running{model_name="qwen"} 2
                vllm:num_requests_waiting{model_name="other"} 9
                vllm:num_requests_waiting{model_name="qwen"} 1
                vllm:kv_cache_usage_perc{model_name="other"} 0.9
                vllm:kv_cache_usage_perc{model_name="qwen"} 0.2
                """;
        assertThat(load(text)).contains(new EngineLoad(2, 1, 0.2, -1, AT));
        assertThat(EngineKind.load(samples(text), "unheard", AT))
                .as("all of them, the fullest cache")
                .contains(new EngineLoad(32, 10, 0.9, -1, AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "+Inf", "-Inf", "-1", "1e300", "many"})
    void what_cannot_be_a_count_is_as_good_as_not_told(String value) {
        assertThat(load("vllm:num_requests_running " + value + "\nvllm:num_requests_waiting 2\n"))
                .contains(new EngineLoad(0, 2, 0, -1, AT));
        assertThat(load("vllm:num_requests_running " + value + "\n")).isEmpty();
        assertThat(load("vllm:num_requests_running 1\nvllm:request_success_total " + value + "\n"))
                .contains(new EngineLoad(1, 0, 0, -1, AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-0.1", "1.01", "45"})
    void what_cannot_be_a_share_is_as_good_as_not_told(String value) {
        assertThat(load("vllm:num_requests_running 1\nvllm:kv_cache_usage_perc " + value + "\n"))
                .contains(new EngineLoad(1, 0, 0, -1, AT));
    }

    @Test
    void many_large_counts_do_not_overflow() {
        StringBuilder text = new StringBuilder();
        for (int engine = 0; engine < 4_000; engine++) {
            text.append("vllm:num_requests_running{engine=\"" + engine + "\"} 1000000\n");
        }
        assertThat(load(text.toString()).orElseThrow().running()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Not Found</body></html>\n",
                "{\"error\":\"metrics are off\"}\n",
                "process_cpu_seconds_total 1\n",
                "vllm:num_requests_running_total 3\n",
                "vllm:kv_cache_usage_perc 0.5\n"
            })
    void no_engine_is_found_in_other_texts(String text) {
        assertThat(load(text)).isEmpty();
    }

    private static Optional<EngineLoad> load(String text) {
        return EngineKind.load(samples(text), "qwen", AT);
    }

    private static Collection<Sample> samples(String text) {
        return MetricsText.samples(text.getBytes(UTF_8), EngineKind::isTold);
    }
}

package io.piuptime.testkit.gpu;

import java.util.Locale;

/** The words in which a kind of engine tells its load. */
public enum EngineWords {
    VLLM("""
            # HELP vllm:num_requests_running Requests that are worked on.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="mock"} %1$d.0
            # HELP vllm:num_requests_waiting Requests that wait.
            # TYPE vllm:num_requests_waiting gauge
            vllm:num_requests_waiting{engine="0",model_name="mock"} %2$d.0
            # HELP vllm:kv_cache_usage_perc Share of the cache; 1 is all of it.
            # TYPE vllm:kv_cache_usage_perc gauge
            vllm:kv_cache_usage_perc{engine="0",model_name="mock"} %3$.4f
            # HELP vllm:request_success_total Requests that ended well.
            # TYPE vllm:request_success_total counter
            vllm:request_success_total{engine="0",finished_reason="stop",model_name="mock"} %4$d.0
            """),
    SGLANG("""
            # HELP sglang:num_running_reqs Requests that are worked on.
            # TYPE sglang:num_running_reqs gauge
            sglang:num_running_reqs{engine_type="unified",model_name="mock",tp_rank="0"} %1$d.0
            # HELP sglang:num_queue_reqs Requests that wait.
            # TYPE sglang:num_queue_reqs gauge
            sglang:num_queue_reqs{engine_type="unified",model_name="mock",tp_rank="0"} %2$d.0
            # HELP sglang:token_usage Share of the cache.
            # TYPE sglang:token_usage gauge
            sglang:token_usage{engine_type="unified",model_name="mock",tp_rank="0"} %3$.4f
            # HELP sglang:num_requests_total Requests that ended.
            # TYPE sglang:num_requests_total counter
            sglang:num_requests_total{model_name="mock"} %4$d.0
            """),
    TGI("""
            # TYPE tgi_batch_current_size gauge
            tgi_batch_current_size %1$d
            # TYPE tgi_queue_size gauge
            tgi_queue_size %2$d
            # TYPE tgi_request_success counter
            tgi_request_success %4$d
            """),
    LLAMA_CPP("""
            # HELP llamacpp:requests_processing Requests that are worked on.
            # TYPE llamacpp:requests_processing gauge
            llamacpp:requests_processing %1$d
            # HELP llamacpp:requests_deferred Requests that wait.
            # TYPE llamacpp:requests_deferred gauge
            llamacpp:requests_deferred %2$d
            # HELP llamacpp:kv_cache_usage_ratio Share of the cache; 1 is all of it.
            # TYPE llamacpp:kv_cache_usage_ratio gauge
            llamacpp:kv_cache_usage_ratio %3$.4f
            """);

    private final String format;

    EngineWords(String format) {
        this.format = format;
    }

    String text(int running, int waiting, double cacheUse, long finished) {
        return String.format(Locale.ROOT, format, running, waiting, cacheUse, finished);
    }
}

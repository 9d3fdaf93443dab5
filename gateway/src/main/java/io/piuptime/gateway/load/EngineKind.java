package io.piuptime.gateway.load;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A kind of engine and its words for what it tells of itself.
 *
 * @see <a href="https://docs.vllm.ai/en/stable/usage/metrics/">vLLM</a>
 * @see <a href="https://docs.sglang.io/docs/references/production_metrics">SGLang</a>
 * @see <a href="https://huggingface.co/docs/text-generation-inference/reference/metrics">TGI</a>
 * @see <a href="https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md">llama.cpp</a>
 */
enum EngineKind {
    /** Its cache's use was called GPU cache until 0.10. */
    VLLM(
            "vllm:num_requests_running",
            "vllm:num_requests_waiting",
            "vllm:kv_cache_usage_perc",
            "vllm:gpu_cache_usage_perc",
            "vllm:request_success_total"),
    SGLANG("sglang:num_running_reqs", "sglang:num_queue_reqs", "sglang:token_usage", "", "sglang:num_requests_total"),
    TGI("tgi_batch_current_size", "tgi_queue_size", "", "", "tgi_request_success"),
    /** Its newer versions do not tell the cache's use. */
    LLAMA_CPP("llamacpp:requests_processing", "llamacpp:requests_deferred", "llamacpp:kv_cache_usage_ratio", "", "");

    private static final double MOST = 1_000_000;
    private static final double MOST_FINISHED = 1e15;
    private static final String MODEL = "model_name";
    private static final String ZEROTH = "0";

    private final String running;
    private final String waiting;
    private final String cacheUse;
    private final String formerCacheUse;
    private final String finished;

    EngineKind(String running, String waiting, String cacheUse, String formerCacheUse, String finished) {
        this.running = running;
        this.waiting = waiting;
        this.cacheUse = cacheUse;
        this.formerCacheUse = formerCacheUse;
        this.finished = finished;
    }

    /** Whether a metric is of use, whatever the engine. */
    static boolean isTold(String metric) {
        for (EngineKind kind : values()) {
            if (kind.knows(metric)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What an engine tells, whichever it is: of one model where it tells models apart and knows this one, else of all that it
     * serves. Empty if it is none of these.
     */
    static Optional<EngineLoad> load(Collection<Sample> samples, String model, long at) {
        for (EngineKind kind : values()) {
            List<Sample> own = samples.stream()
                    .filter(sample -> kind.knows(sample.name()) && isWhole(sample))
                    .toList();
            List<Sample> ofModel = own.stream()
                    .filter(sample -> sample.label(MODEL).equals(model))
                    .toList();
            Optional<EngineLoad> load = kind.read(ofModel, at).or(() -> kind.read(own, at));
            if (load.isPresent()) {
                return load;
            }
        }
        return Optional.empty();
    }

    private boolean knows(String metric) {
        return metric.equals(running)
                || metric.equals(waiting)
                || metric.equals(cacheUse)
                || metric.equals(formerCacheUse)
                || metric.equals(finished);
    }

    private Optional<EngineLoad> read(List<Sample> samples, long at) {
        OptionalDouble runs = sum(samples, running, MOST);
        OptionalDouble waits = sum(samples, waiting, MOST);
        if (runs.isEmpty() && waits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EngineLoad(
                (int) Math.round(runs.orElse(0)),
                (int) Math.round(waits.orElse(0)),
                use(samples),
                Math.round(sum(samples, finished, MOST_FINISHED).orElse(-1)),
                at));
    }

    /** The fullest of several caches. */
    private double use(List<Sample> samples) {
        OptionalDouble most = values(samples, cacheUse, 1).max();
        return most.orElseGet(() -> values(samples, formerCacheUse, 1).max().orElse(0));
    }

    private static OptionalDouble sum(List<Sample> samples, String metric, double most) {
        double[] values = values(samples, metric, most).toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(DoubleStream.of(values).sum(), most));
    }

    /** What cannot be a count or a share is left out. */
    private static DoubleStream values(List<Sample> samples, String metric, double most) {
        return samples.stream()
                .filter(sample -> sample.name().equals(metric))
                .mapToDouble(Sample::value)
                .filter(value -> value >= 0 && value <= most);
    }

    /**
     * SGLang may tell the same once for each rank that holds a part of the model, and once more for each priority beside the
     * sum, whose priority is empty.
     */
    private static boolean isWhole(Sample sample) {
        return sample.label("priority").isEmpty()
                && sample.labels().getOrDefault("tp_rank", ZEROTH).equals(ZEROTH);
    }
}

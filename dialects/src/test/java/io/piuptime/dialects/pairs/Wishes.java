package io.piuptime.dialects.pairs;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request asks for. */
final class Wishes {
    private final List<Fact> facts = new ArrayList<>();

    /** Everything that a request says. */
    static List<Fact> of(ChatRequest request) {
        Wishes wishes = new Wishes();
        wishes.facts.addAll(Facts.of(request.messages()));
        wishes.tools(request.tools());
        wishes.sampling(request.sampling());
        wishes.format(request.format());
        wishes.reasoning(request.reasoning());
        wishes.handling(request.handling());
        return wishes.facts;
    }

    private void tools(ChatRequest.Tools tools) {
        for (Tool tool : tools.offered()) {
            switch (tool) {
                case Tool.Function function -> {
                    add(Capability.TOOLS, "tool", function.name());
                    function.description()
                            .filter(text -> !text.isBlank())
                            .ifPresent(text -> add(Capability.TOOLS, "description of a tool", text));
                    function.parameters()
                            .filter(Wishes::takesAny)
                            .ifPresent(json -> add(Capability.TOOLS, "parameters of a tool", Facts.tree(json)));
                    if (function.strict().orElse(false)) {
                        add(Capability.TOOLS, "strictness of a tool", function.name());
                    }
                    function.cache().ifPresent(_ -> add(Capability.CACHE, "cache hint", ""));
                }
                case Tool.Custom custom -> add(Capability.CUSTOM_TOOLS, "tool that takes a text", custom.name());
                case Tool.Native whole -> add(Capability.NATIVE_TOOLS, "provider's tool", whole.kind());
            }
        }
        // as the model likes is what every dialect does when nothing is said
        tools.choice()
                .map(choice -> plain(choice, tools.offered()))
                .filter(choice -> !(choice instanceof ToolChoice.Auto))
                .ifPresent(choice -> add(Capability.CHOICE, "tool choice", choice.toString()));
        tools.parallel()
                .filter(parallel -> !parallel && !tools.offered().stream().allMatch(Tool.Native.class::isInstance))
                .ifPresent(_ -> add(Capability.PARALLEL_CALLS, "no calls side by side", ""));
    }

    /** A choice in its plainest form: one of all that there are is any. */
    private static ToolChoice plain(ToolChoice choice, List<Tool> offered) {
        if (!(choice instanceof ToolChoice.OneOf some)) {
            return choice;
        }
        if (some.required() && some.names().size() == 1) {
            return new ToolChoice.Named(some.names().getFirst());
        }
        boolean all = offered.stream()
                .filter(tool -> !(tool instanceof Tool.Native))
                .allMatch(tool -> some.names().contains(tool.name()));
        if (!all) {
            return choice;
        }
        return some.required() ? new ToolChoice.Any() : new ToolChoice.Auto();
    }

    private static boolean takesAny(Json parameters) {
        return parameters.text().contains("\"properties\"")
                && !parameters.text().contains("\"properties\":{}");
    }

    private void sampling(Sampling sampling) {
        sampling.maxTokens().ifPresent(most -> add(Capability.SAMPLING, "most tokens", "" + most));
        number(Capability.SAMPLING, "temperature", sampling.temperature());
        number(Capability.SAMPLING, "top p", sampling.topP());
        number(Capability.SAMPLING, "top k", sampling.topK());
        number(Capability.PENALTIES, "frequency penalty", sampling.penalties().frequency());
        number(Capability.PENALTIES, "presence penalty", sampling.penalties().presence());
        sampling.stop().forEach(stop -> add(Capability.STOP, "stop text", stop));
        sampling.seed().ifPresent(seed -> add(Capability.SEED, "seed", "" + seed));
        sampling.choices().stream()
                .filter(choices -> choices > 1)
                .forEach(choices -> add(Capability.CHOICES, "n", "" + choices));
        sampling.topLogprobs().ifPresent(top -> add(Capability.LOGPROBS, "logprobs", "" + top));
        sampling.logitBias().forEach((token, bias) -> add(Capability.LOGIT_BIAS, "logit bias", token + bias));
    }

    private void number(Capability capability, String kind, Optional<Json> number) {
        number.ifPresent(value -> add(capability, kind, Facts.tree(value)));
    }

    private void format(OutputFormat format) {
        switch (format) {
            case OutputFormat.Text _ -> {}
            case OutputFormat.JsonObject _ -> add(Capability.FORMAT, "some object", "");
            // some providers want it said that there are no members but those of the schema
            case OutputFormat.JsonSchema schema ->
                add(
                        Capability.FORMAT,
                        "schema",
                        Facts.tree(schema.schema()).replace("additionalProperties=false, ", ""));
        }
    }

    /** How much is to be thought is said in steps here and in tokens there: what counts is whether something is said. */
    private void reasoning(ReasoningWish wish) {
        boolean said = wish.enabled().isPresent()
                || wish.effort().isPresent()
                || wish.budget().isPresent();
        if (said) {
            boolean not = !wish.enabled().orElse(true)
                    || wish.effort().equals(Optional.of("none"))
                    || wish.budget().orElse(1) == 0;
            add(Capability.REASONING, "wish to think", not ? "not" : "some");
        }
    }

    private void handling(ChatRequest.Handling handling) {
        if (handling.stream()) {
            add(Capability.STREAMING, "stream", "");
        }
        handling.serviceTier()
                .filter(tier -> !List.of("auto", "default", "standard").contains(tier))
                .ifPresent(tier -> add(Capability.HANDLING, "service tier", tier));
        handling.user().ifPresent(user -> add(Capability.HANDLING, "user", user));
        handling.metadata().forEach((key, value) -> add(Capability.HANDLING, "metadata", key + value));
        handling.cacheKey().ifPresent(key -> add(Capability.CACHE, "cache key", key));
        handling.store().filter(store -> store).ifPresent(_ -> add(Capability.HANDLING, "store", ""));
    }

    private void add(Capability capability, String kind, String value) {
        facts.add(new Fact(capability, kind, value));
    }
}

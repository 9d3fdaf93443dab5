package io.piuptime.dialects.bedrock;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The member {@code additionalModelRequestFields}: what only one family of models understands. How much to think and the
 * {@code top_k} are read from it, in Claude's and Nova's words; everything else stays as it is.
 */
final class ModelFields {
    private static final long LEAST_BUDGET = 1024;

    private final ObjectNode fields;

    private ModelFields(ObjectNode fields) {
        this.fields = fields;
    }

    static ModelFields of(Optional<Members> fields) {
        return new ModelFields(fields.map(found -> found.all().deepCopy()).orElseGet(Trees::object));
    }

    /** Takes out how tokens are cut off. */
    Optional<Json> takeTopK() {
        if (fields.path("top_k").isNumber()) {
            return Optional.of(Trees.json(fields.remove("top_k")));
        }
        JsonNode nova = fields.path("inferenceConfig");
        if (nova.size() == 1 && nova.path("topK").isNumber()) {
            fields.remove("inferenceConfig");
            return Optional.of(Trees.json(nova.path("topK")));
        }
        return Optional.empty();
    }

    /** Takes out how much is to be thought. */
    ReasoningWish takeWish() {
        JsonNode thinking = fields.path("thinking");
        String type = thinking.path("type").asString("");
        Optional<Boolean> enabled = Optional.empty();
        Optional<Boolean> shown = Optional.empty();
        OptionalLong budget = OptionalLong.empty();
        if (isKnown(thinking, type)) {
            fields.remove("thinking");
            enabled = Optional.of(!type.equals("disabled"));
            if (type.equals("adaptive")) {
                budget = OptionalLong.of(-1);
            } else if (thinking.has("budget_tokens")) {
                budget = OptionalLong.of(thinking.path("budget_tokens").asLong());
            }
            if (thinking.has("display")) {
                shown = Optional.of(thinking.path("display").asString("").equals("summarized"));
            }
        }
        return new ReasoningWish(enabled, takeEffort(), budget, Optional.empty(), shown, false);
    }

    private static boolean isKnown(JsonNode thinking, String type) {
        boolean enabled =
                type.equals("enabled") && thinking.path("budget_tokens").isIntegralNumber();
        boolean other = (type.equals("adaptive") || type.equals("disabled")) && !thinking.has("budget_tokens");
        boolean display = !thinking.has("display")
                || List.of("summarized", "omitted")
                        .contains(thinking.path("display").asString(""));
        return (enabled || other)
                && display
                && List.of("type", "budget_tokens", "display").containsAll(thinking.propertyNames());
    }

    private Optional<String> takeEffort() {
        if (!(fields.get("output_config") instanceof ObjectNode output)
                || !output.path("effort").isString()) {
            return Optional.empty();
        }
        String effort = output.path("effort").asString("");
        output.remove("effort");
        if (output.isEmpty()) {
            fields.remove("output_config");
        }
        return Optional.of(effort);
    }

    /** What was not taken, if that is anything. */
    Optional<Json> rest() {
        return fields.isEmpty() ? Optional.empty() : Optional.of(Trees.json(fields));
    }

    /** What a request says to the family of its model. */
    static ObjectNode write(ChatRequest request, Drops drops) {
        boolean own = request.dialect().equals(BedrockCodec.NAME);
        ObjectNode fields = own && request.extras().containsKey(BedrockCodec.FIELDS)
                ? (ObjectNode) Trees.node(request.extras().getOrDefault(BedrockCodec.FIELDS, Json.EMPTY_OBJECT))
                : Trees.object();
        boolean claude = own || isClaude(request.model());
        request.sampling().topK().ifPresent(topK -> {
            if (request.model().contains("nova")) {
                child(fields, "inferenceConfig").set("topK", Trees.node(topK));
            } else if (claude) {
                fields.set("top_k", Trees.node(topK));
            } else {
                drops.add(Feature.TOP_K);
            }
        });
        ReasoningWish wish = request.reasoning();
        if (wish.summary().isPresent()) {
            drops.add(Feature.SUMMARY);
        }
        if (own || request.dialect().startsWith("anthropic")) {
            writeThinking(wish, fields);
            wish.effort().ifPresent(effort -> child(fields, "output_config").put("effort", effort));
        } else {
            writeForeign(request, claude, fields, drops);
        }
        return fields;
    }

    private static void writeThinking(ReasoningWish wish, ObjectNode fields) {
        if (wish.enabled().isEmpty()) {
            return;
        }
        ObjectNode thinking = fields.putObject("thinking");
        if (!wish.enabled().get()) {
            thinking.put("type", "disabled");
        } else if (wish.budget().orElse(-1) < 0) {
            thinking.put("type", "adaptive");
        } else {
            thinking.put("type", "enabled").put("budget_tokens", wish.budget().getAsLong());
        }
        wish.shown().ifPresent(shown -> thinking.put("display", shown ? "summarized" : "omitted"));
    }

    private static void writeForeign(ChatRequest request, boolean claude, ObjectNode fields, Drops drops) {
        ReasoningWish wish = request.reasoning();
        String effort = wish.effort().orElse("");
        boolean asked = wish.enabled().orElse(false) || wish.budget().isPresent() || !effort.isEmpty();
        if (!asked
                || effort.equals("none")
                || !wish.enabled().orElse(true)
                || wish.budget().orElse(-1) == 0) {
            return;
        }
        if (request.model().contains("gpt-oss") && !effort.isEmpty()) {
            fields.put("reasoning_effort", effort);
            return;
        }
        long budget = budget(wish, effort, request.sampling().maxTokens().orElse(Long.MAX_VALUE));
        if (!claude || budget < LEAST_BUDGET || forcesCall(request)) {
            drops.add(Feature.EFFORT);
            return;
        }
        fields.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
    }

    /** Whether a request of a foreign dialect makes Claude think, which it refuses to do at a chosen temperature. */
    static boolean thinks(ChatRequest request, ObjectNode fields) {
        return !request.dialect().equals(BedrockCodec.NAME)
                && !request.dialect().startsWith("anthropic")
                && fields.has("thinking");
    }

    /** Claude does not think when it has to call a tool. */
    private static boolean forcesCall(ChatRequest request) {
        return request.tools()
                .choice()
                .filter(choice -> choice instanceof ToolChoice.Any
                        || choice instanceof ToolChoice.Named
                        || (choice instanceof ToolChoice.OneOf some && some.required()))
                .isPresent();
    }

    private static long budget(ReasoningWish wish, String effort, long maxTokens) {
        long asked = wish.budget().orElse(-1);
        if (asked < 0) {
            asked = switch (effort) {
                case "minimal", "low" -> LEAST_BUDGET;
                case "high" -> 16_384;
                case "xhigh", "max" -> 32_768;
                default -> 4_096;
            };
        }
        return Math.min(Math.max(asked, LEAST_BUDGET), maxTokens - 1);
    }

    private static boolean isClaude(String model) {
        return model.contains("claude") || model.contains("anthropic");
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode object ? object : parent.putObject(name);
    }
}

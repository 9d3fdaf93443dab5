package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.CallIds;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.dialects.gemini.terms.Likelihoods;
import io.piuptime.dialects.gemini.terms.Usages;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatReply.Choice;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes whole replies. What candidates say beyond the canonical form is put aside, by place. */
final class Replies {
    static final String CANDIDATES = "candidates";
    static final String BLOCK = "promptFeedback";

    private static final String TIER = "serviceTier";
    private static final String CREATED = "createTime";
    private static final String LIKELY = "logprobsResult";
    private static final Set<String> PLACED = Set.of(CANDIDATES, Usages.USAGE);

    /** Counts that {@link ChatUsage} has whole; the others are kept beside it. */
    private static final Set<String> COUNTED = Set.of(
            "promptTokenCount",
            "candidatesTokenCount",
            "totalTokenCount",
            "cachedContentTokenCount",
            "thoughtsTokenCount",
            TIER);

    private Replies() {}

    static ChatReply read(Members whole) {
        Members body = Camel.of(whole.all(), whole.path());
        if (!body.has(CANDIDATES) && !body.has(BLOCK) && !body.has(Usages.USAGE)) {
            throw Members.missing(CANDIDATES);
        }
        Map<String, Json> aside = new LinkedHashMap<>();
        String id = body.text("responseId").orElse("");
        List<Choice> choices = choices(body, new CallIds(id), aside);
        Optional<JsonNode> usage = body.node(Usages.USAGE);
        Optional<String> tier =
                usage.map(counts -> counts.path(TIER).asString("")).filter(said -> !said.isEmpty());
        usage.map(Replies::notCounted)
                .filter(more -> !more.isEmpty())
                .ifPresent(more -> aside.put(Usages.USAGE, Trees.json(more)));
        String model = body.text("modelVersion").orElse("");
        long created = body.text(CREATED).map(Replies::seconds).orElse(0L);
        aside.putAll(body.rest());
        return new ChatReply(id, model, created, choices, usage.map(Usages::read), tier, aside, Words.NAME);
    }

    static ObjectNode write(ChatReply reply, Drops drops) {
        boolean own = reply.dialect().equals(Words.NAME);
        Map<String, Json> extras = own ? reply.extras() : Map.of();
        ObjectNode body = Trees.object();
        ArrayNode candidates = Trees.array();
        CallIds ids = new CallIds(reply.id());
        JsonNode more = aside(extras, CANDIDATES);
        for (Choice choice : reply.choices()) {
            candidate(
                    choice,
                    candidates.addObject(),
                    new PartWriter(ids, own, drops),
                    more.path(candidates.size() - 1),
                    drops);
        }
        if (!candidates.isEmpty()) {
            body.set(CANDIDATES, candidates);
        } else if (!extras.containsKey(BLOCK)) {
            body.putObject(BLOCK).put("blockReason", "OTHER");
        }
        reply.usage()
                .ifPresent(usage -> body.set(Usages.USAGE, Usages.write(usage, aside(extras, Usages.USAGE), drops)));
        tier(reply, own, body, drops);
        if (!reply.model().isEmpty() || own) {
            body.put("modelVersion", reply.model());
        }
        if (reply.created() > 0) {
            body.put(CREATED, Instant.ofEpochSecond(reply.created()).toString());
        }
        body.put("responseId", reply.id());
        extras.forEach((name, json) -> {
            if (!PLACED.contains(name)) {
                body.set(name, Trees.node(json));
            }
        });
        if (!own) {
            reply.extras().keySet().forEach(drops::extra);
        }
        return body;
    }

    private static void tier(ChatReply reply, boolean own, ObjectNode body, Drops drops) {
        reply.serviceTier().ifPresent(tier -> {
            if (own && body.get(Usages.USAGE) instanceof ObjectNode usage) {
                usage.put(TIER, tier);
            } else {
                drops.add(Feature.SERVICE_TIER);
            }
        });
    }

    private static List<Choice> choices(Members body, CallIds ids, Map<String, Json> aside) {
        List<Choice> choices = new ArrayList<>();
        ArrayNode more = Trees.array();
        boolean kept = false;
        for (Members candidate : Camel.objects(body, CANDIDATES)) {
            int index = (int) candidate.whole("index").orElse(choices.size());
            List<Part> parts = Camel.object(candidate, "content")
                    .map(content -> new PartReader(ids).parts(content))
                    .orElseGet(List::of);
            boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
            FinishReason finish = Words.finish(Words.reason(candidate).orElse(""), calls);
            // kept as it is beside its translation, which has no room for the tokens' numbers
            Optional<Json> likely =
                    Optional.ofNullable(candidate.all().get(LIKELY)).map(Likelihoods::read);
            ObjectNode rest = more.addObject();
            candidate.rest().forEach((name, json) -> rest.set(name, Trees.node(json)));
            kept |= !rest.isEmpty();
            choices.add(new Choice(index, parts, finish, Optional.empty(), likely));
        }
        if (kept) {
            aside.put(CANDIDATES, Trees.json(more));
        }
        return choices;
    }

    private static void candidate(Choice choice, ObjectNode candidate, PartWriter writer, JsonNode more, Drops drops) {
        ObjectNode content = candidate.putObject("content");
        writer.writeAll(choice.parts(), content.putArray("parts"));
        content.put("role", "model");
        if (choice.stopText().isPresent()) {
            drops.add(Feature.STOP_TEXT);
        }
        if (choice.finish().kind() != FinishReason.Kind.OTHER
                || !choice.finish().word().isEmpty()) {
            candidate.put("finishReason", Words.finish(choice.finish()));
        }
        candidate.put("index", choice.index());
        choice.logprobs()
                .filter(_ -> !more.has(LIKELY))
                .map(Trees::node)
                .ifPresent(likely -> candidate.set(LIKELY, Likelihoods.write(likely)));
        more.properties().forEach(member -> candidate.set(member.getKey(), member.getValue()));
    }

    private static ObjectNode notCounted(JsonNode usage) {
        ObjectNode more = Trees.object();
        usage.properties().forEach(member -> {
            if (!COUNTED.contains(member.getKey())) {
                more.set(member.getKey(), member.getValue());
            }
        });
        return more;
    }

    private static JsonNode aside(Map<String, Json> extras, String name) {
        return Optional.ofNullable(extras.get(name)).map(Trees::node).orElseGet(Trees::object);
    }

    static long seconds(String time) {
        try {
            return OffsetDateTime.parse(time).toEpochSecond();
        } catch (DateTimeException e) {
            return 0;
        }
    }
}

package io.piuptime.dialects.pairs;

import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the parts of a conversation say. Texts that stand beside each other count as one, and their blanks do not count. */
final class Facts {
    private final List<Fact> facts = new ArrayList<>();
    private final StringBuilder refusals = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final Map<String, Integer> ids = new HashMap<>();
    private boolean first = true;

    static List<Fact> of(List<Message> messages) {
        Facts facts = new Facts();
        Map<String, StringBuilder> texts = new TreeMap<>();
        for (Message message : messages) {
            boolean instructs = message.role() == Message.Role.SYSTEM || message.role() == Message.Role.DEVELOPER;
            StringBuilder text = texts.computeIfAbsent(
                    instructs ? "instructions" : message.role().name(), _ -> new StringBuilder());
            message.name().ifPresent(name -> facts.add(Capability.NAMES, "name", name));
            facts.parts(message.parts(), text);
        }
        facts.text(Capability.THOUGHTS, "thought", facts.thoughts);
        texts.forEach((kind, text) ->
                facts.text(kind.equals("instructions") ? Capability.INSTRUCTIONS : Capability.TEXT, kind, text));
        facts.text(Capability.REFUSAL, "refusal", facts.refusals);
        return facts.facts;
    }

    static List<Fact> of(ChatReply reply) {
        Facts facts = new Facts();
        for (ChatReply.Choice choice : reply.choices()) {
            facts.first = choice.index() == 0;
            StringBuilder text = new StringBuilder();
            facts.parts(choice.parts(), text);
            facts.text(Capability.TEXT, "text", text);
            facts.add(Capability.FINISH, "finish", told(choice.finish().kind()));
            choice.stopText().ifPresent(stop -> facts.add(Capability.FINISH, "stop text", stop));
            choice.logprobs()
                    .map(json -> Trees.node(json).path("content"))
                    .ifPresent(tokens -> facts.add(Capability.LOGPROBS, "logprobs", sorted(tokens)));
            facts.text(Capability.THOUGHTS, "thought", facts.thoughts);
            facts.thoughts.setLength(0);
        }
        facts.first = true;
        facts.text(Capability.REFUSAL, "refusal", facts.refusals);
        if (reply.choices().size() > 1) {
            facts.add(Capability.CHOICES, "n", "" + reply.choices().size());
        }
        reply.usage().ifPresent(usage -> {
            facts.add(Capability.USAGE, "usage", usage.input() + " and " + usage.output());
            facts.count("usage of a cache", usage.cached());
            facts.count("usage by writing a cache", usage.written());
            facts.count("usage by reasoning", usage.reasoning());
            facts.count("usage by sound", usage.audioInput());
            facts.count("usage for sound", usage.audioOutput());
        });
        return facts.facts;
    }

    /** Some reasons have one word in most dialects. */
    private static String told(FinishReason.Kind kind) {
        return switch (kind) {
            case MALFORMED_CALL -> FinishReason.Kind.ERROR.name();
            case CONTEXT_LENGTH -> FinishReason.Kind.LENGTH.name();
            case REFUSAL -> FinishReason.Kind.CONTENT_FILTER.name();
            case PAUSE -> FinishReason.Kind.STOP.name();
            default -> kind.name();
        };
    }

    private void parts(List<Part> parts, StringBuilder text) {
        List<String> calls = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Text said -> {
                    text.append(said.text());
                    cache(said.cache());
                    said.citations().forEach(citation -> add(Capability.CITATIONS, "citation", citation.url()));
                }
                case Part.Media media -> media(media);
                case Part.ToolCall call -> {
                    calls.add(call.name());
                    call(call);
                    cache(call.cache());
                }
                case Part.ToolResult result -> {
                    result(result);
                    cache(result.cache());
                }
                case Part.Reasoning reasoning -> reasoning(reasoning);
                case Part.Refusal refusal -> refusals.append(refusal.text());
                case Part.Native whole -> add(Capability.NATIVE, "part of the provider's own", whole.kind());
            }
        }
        if (calls.size() > 1) {
            add(Capability.PARALLEL_CALLS, "calls of one turn", calls.toString());
        }
    }

    private void media(Part.Media media) {
        Capability capability = switch (media.kind()) {
            case IMAGE -> Capability.IMAGE;
            case AUDIO -> Capability.AUDIO;
            case VIDEO -> Capability.VIDEO;
            case FILE -> Capability.FILE;
        };
        String source = switch (media.source()) {
            case Source.Inline inline -> bytes(inline);
            case Source.Link link -> "link " + link.url();
            case Source.Held held -> "held " + held.fileId();
            case Source.Plain plain -> "text " + plain.text();
        };
        add(capability, source.substring(0, source.indexOf(' ')), source);
        cache(media.cache());
    }

    /** A text is the same whether it is written as one or as its bytes. */
    private static String bytes(Source.Inline inline) {
        return inline.mediaType().startsWith("text/plain")
                ? "text " + new String(Base64.getMimeDecoder().decode(inline.data()), StandardCharsets.UTF_8)
                : "bytes " + inline.data();
    }

    /** The number of a call: ids are others where a provider takes fewer characters, but have to pair as before. */
    private int number(String id) {
        return ids.getOrDefault(id, -1);
    }

    private void call(Part.ToolCall call) {
        if (call.custom()) {
            add(Capability.CUSTOM_TOOLS, "call with a text", call.name() + call.arguments());
        } else {
            String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
            add(Capability.CALLS, "call", call.name() + tree(new Json(arguments)));
        }
        ids.putIfAbsent(call.id(), ids.size());
        add(Capability.CALLS, "number of a call", "" + number(call.id()));
    }

    private void result(Part.ToolResult result) {
        StringBuilder text = new StringBuilder();
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text said -> text.append(said.text());
                case Part.Media media -> media(media);
                default ->
                    add(Capability.RESULTS, "part of a result", part.getClass().getSimpleName());
            }
        }
        add(Capability.RESULTS, "result", number(result.callId()) + " " + squeezed(text));
        if (result.failed()) {
            add(Capability.RESULTS, "failure of a result", "" + number(result.callId()));
        }
    }

    private void reasoning(Part.Reasoning reasoning) {
        // a summary stands for a text, where there is none
        String open = reasoning.text().isEmpty() ? String.join("", reasoning.summary()) : reasoning.text();
        thoughts.append(open);
        reasoning.sealed().or(reasoning::signature).ifPresent(proof -> add(Capability.THOUGHTS, "proof", proof));
    }

    private void cache(Optional<Part.CacheHint> hint) {
        hint.ifPresent(_ -> add(Capability.CACHE, "cache hint", ""));
    }

    private void count(String kind, long count) {
        if (count > 0) {
            add(Capability.USAGE, kind, "" + count);
        }
    }

    private void text(Capability capability, String kind, CharSequence text) {
        if (!squeezed(text).isEmpty()) {
            add(capability, kind, squeezed(text));
        }
    }

    private void add(Capability capability, String kind, String value) {
        facts.add(
                first
                        ? new Fact(capability, kind, value)
                        : new Fact(Capability.CHOICES, kind + " of another choice", value));
    }

    private static String squeezed(CharSequence text) {
        return text.toString().replaceAll("\\s+", "");
    }

    /** A JSON value in one form: members in order of their names, numbers without needless zeroes. */
    static String tree(Json json) {
        try {
            return sorted(Trees.node(json));
        } catch (JacksonException e) {
            return json.text();
        }
    }

    private static String sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
            return members.toString();
        }
        if (node.isArray()) {
            return node.valueStream().map(Facts::sorted).toList().toString();
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue().stripTrailingZeros();
            return number.toPlainString();
        }
        return node.toString();
    }
}

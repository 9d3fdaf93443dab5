package io.piuptime.dialects.gemini;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.gemini.terms.CallIds;
import io.piuptime.dialects.gemini.terms.Camel;
import io.piuptime.dialects.gemini.terms.Words;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Handling;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request for generateContent or streamGenerateContent. */
final class RequestReader {
    private static final String LABELS = "labels";

    private final Members body;
    private final Place place;
    private final PartReader parts = new PartReader(new CallIds(""));
    private final Map<String, Json> aside = new LinkedHashMap<>();

    RequestReader(Members body, Place place) {
        this.body = Camel.of(body.all(), body.path());
        this.place = place;
    }

    ChatRequest read() {
        String named = body.text("model").orElse("");
        String model = place.model().isEmpty() ? named.replaceFirst("^models/", "") : place.model();
        List<Message> messages = messages();
        ChatRequest.Tools tools = Tooling.read(body, aside);
        Members config = Camel.object(body, Configs.CONFIG).orElseGet(() -> Members.of(Trees.object()));
        ObjectNode rest = Trees.object();
        Sampling sampling = Configs.sampling(config);
        OutputFormat format = Configs.format(config);
        ReasoningWish reasoning = Configs.reasoning(config, rest);
        config.rest().forEach((name, json) -> rest.set(name, Trees.node(json)));
        if (!rest.isEmpty()) {
            aside.put(Configs.CONFIG, Trees.json(rest));
        }
        Handling handling = new Handling(
                place.stream(),
                place.stream(),
                body.text("serviceTier"),
                Optional.empty(),
                labels(),
                Optional.empty(),
                Optional.empty());
        aside.putAll(body.rest());
        return new ChatRequest(model, messages, tools, sampling, format, reasoning, handling, aside, Words.NAME);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        body.object(LABELS)
                .ifPresent(all -> all.all().properties().forEach(label -> {
                    JsonNode value = label.getValue();
                    if (!value.isString()) {
                        throw Members.wrong(all.path(label.getKey()), value, "string");
                    }
                    labels.put(label.getKey(), value.stringValue());
                }));
        return labels;
    }

    private List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        instructions().ifPresent(said -> messages.add(new Message(Role.SYSTEM, said, Optional.empty())));
        for (Members content : Camel.objects(body, "contents")) {
            boolean model = content.text("role").filter("model"::equals).isPresent();
            List<Part> said = parts.parts(content);
            if (model) {
                messages.add(new Message(Role.ASSISTANT, said, Optional.empty()));
            } else {
                addUser(said, messages);
            }
        }
        return messages;
    }

    private Optional<List<Part>> instructions() {
        Optional<JsonNode> system = body.node("systemInstruction");
        if (system.filter(JsonNode::isString).isPresent()) {
            return system.map(text -> List.of(new Part.Text(text.stringValue())));
        }
        return system.map(content -> parts.parts(Camel.of(content, body.path("systemInstruction"))));
    }

    /** Results of tools stand in the user's content: they are told apart, in order. */
    private static void addUser(List<Part> said, List<Message> messages) {
        int from = 0;
        for (int at = 1; at <= said.size(); at++) {
            boolean result = said.get(from) instanceof Part.ToolResult;
            if (at == said.size() || said.get(at) instanceof Part.ToolResult != result) {
                messages.add(new Message(result ? Role.TOOL : Role.USER, said.subList(from, at), Optional.empty()));
                from = at;
            }
        }
        if (said.isEmpty()) {
            messages.add(new Message(Role.USER, said, Optional.empty()));
        }
    }
}

package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.Answers;
import io.piuptime.dialects.openai.chat.terms.ContentForms;
import io.piuptime.dialects.openai.chat.terms.Usages;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatReply.Choice;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads whole replies. */
final class ReplyReader {
    /** The extra with what usage says beyond tokens. */
    static final String MORE_OF_USAGE = "usage.members";

    private ReplyReader() {}

    static ChatReply read(Members body) {
        if (!body.has("choices")) {
            throw Members.missing("choices");
        }
        List<Choice> choices = new ArrayList<>();
        int calls = 0;
        for (Members choice : body.objects("choices")) {
            Choice read = choice(choice, choices.size(), calls);
            calls += (int) read.parts().stream()
                    .filter(Part.ToolCall.class::isInstance)
                    .count();
            choices.add(read);
        }
        body.node("object");
        JsonNode usage = body.node("usage").orElseGet(Trees::object);
        Optional<ChatUsage> used = body.has("usage") ? Usages.read(usage) : Optional.empty();
        Optional<String> tier = body.text("service_tier");
        String id = body.text("id").orElse("");
        String model = body.text("model").orElse("");
        long created = Answers.created(body.node("created").orElseGet(Trees::object));
        Map<String, Json> extras = new LinkedHashMap<>();
        ObjectNode more = Usages.more(usage);
        if (!more.isEmpty()) {
            extras.put(MORE_OF_USAGE, Trees.json(more));
        }
        body.rest().forEach((name, json) -> {
            if (!json.text().equals("null")) {
                extras.put(name, json);
            }
        });
        return new ChatReply(id, model, created, choices, used, tier, extras, Words.NAME);
    }

    private static Choice choice(Members choice, int place, int calls) {
        int index = (int) choice.whole("index").orElse(place);
        List<Part> parts = new ArrayList<>();
        choice.object("message").ifPresent(message -> thought(Answers.said(message, calls), parts));
        String word = choice.node("finish_reason")
                .map(_ -> Words.text(choice.all(), "finish_reason"))
                .orElse("");
        Optional<Json> likely = choice.json("logprobs");
        Optional<String> stopText = Answers.stopText(choice.all());
        if (stopText.isPresent()) {
            choice.node(Answers.STOP_TEXT);
        }
        ObjectNode rest = Trees.object();
        choice.rest().forEach((name, json) -> {
            if (!json.text().equals("null")) {
                rest.set(name, Trees.node(json));
            }
        });
        if (!rest.isEmpty()) {
            parts.add(new Part.Native(Words.NAME, Answers.CHOICE, Trees.json(rest)));
        }
        boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
        boolean refused = parts.stream().anyMatch(Part.Refusal.class::isInstance);
        return new Choice(index, parts, Words.finish(word, called, refused, stopText.isPresent()), stopText, likely);
    }

    /** Some providers tell thoughts as pieces of the content. */
    private static void thought(List<Part> said, List<Part> parts) {
        for (Part part : said) {
            if (part instanceof Part.Native piece && piece.kind().equals(ContentForms.WITHIN + "thinking")) {
                parts.add(new Part.Reasoning(Answers.thinking(Trees.node(piece.json()))));
            } else {
                parts.add(part);
            }
        }
    }
}

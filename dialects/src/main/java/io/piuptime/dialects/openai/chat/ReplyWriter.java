package io.piuptime.dialects.openai.chat;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.terms.Answers;
import io.piuptime.dialects.openai.chat.terms.CallForms;
import io.piuptime.dialects.openai.chat.terms.ReasoningForms;
import io.piuptime.dialects.openai.chat.terms.Usages;
import io.piuptime.dialects.openai.chat.terms.Words;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatReply.Choice;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes whole replies. */
final class ReplyWriter {
    private final ChatReply reply;
    private final Drops drops;
    private final boolean own;

    ReplyWriter(ChatReply reply, Drops drops) {
        this.reply = reply;
        this.drops = drops;
        this.own = reply.dialect().equals(Words.NAME);
    }

    ObjectNode write() {
        ObjectNode body = Trees.object();
        body.put("id", reply.id());
        body.put("object", "chat.completion");
        body.put("created", reply.created());
        body.put("model", reply.model());
        ArrayNode choices = body.putArray("choices");
        reply.choices().forEach(choice -> choices.add(choice(choice)));
        reply.usage().ifPresent(usage -> body.set("usage", Usages.write(usage)));
        reply.serviceTier()
                .flatMap(tier -> Words.tier(tier, own, drops))
                .ifPresent(tier -> body.put("service_tier", tier));
        reply.extras().forEach((name, json) -> extra(body, name, json));
        return body;
    }

    private void extra(ObjectNode body, String name, Json json) {
        if (!own) {
            drops.extra(name);
        } else if (!name.equals(ReplyReader.MORE_OF_USAGE)) {
            body.set(name, Trees.node(json));
        } else if (body.get("usage") instanceof ObjectNode usage) {
            Usages.add(usage, Trees.node(json));
        }
    }

    private ObjectNode choice(Choice choice) {
        ObjectNode written = Trees.object().put("index", choice.index());
        ObjectNode message = written.putObject("message").put("role", "assistant");
        Said said = new Said();
        choice.parts().forEach(part -> part(part, said, message, written));
        boolean silent = said.text.isEmpty() && said.annotations.isEmpty();
        Words.putOrNull(message, "content", said.text.toString());
        if (silent && said.calls.isEmpty() && !said.refused) {
            message.put("content", "");
        }
        Words.putOrNull(message, "refusal", said.refusal.toString());
        if (said.refused) {
            message.put("refusal", said.refusal.toString());
        }
        if (!said.annotations.isEmpty()) {
            message.set(Answers.ANNOTATIONS, said.annotations);
        }
        ReasoningForms.write(message, said.thoughts, said.format);
        CallForms.write(message, said.calls);
        choice.logprobs()
                .ifPresentOrElse(
                        likely -> written.set("logprobs", Trees.node(likely)), () -> written.putNull("logprobs"));
        if (choice.finish().kind() == Kind.OTHER && own) {
            Words.putOrNull(written, "finish_reason", choice.finish().word());
        } else {
            if (Words.isLost(choice.finish())) {
                drops.add(Feature.FINISH_REASON);
            }
            written.put("finish_reason", Words.finish(choice.finish(), said.refused));
        }
        choice.stopText().ifPresent(text -> written.put(Answers.STOP_TEXT, text));
        return written;
    }

    /** What the parts of an answer say together. */
    private static final class Said {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder refusal = new StringBuilder();
        private final ArrayNode annotations = Trees.array();
        private final List<Part.Reasoning> thoughts = new ArrayList<>();
        private final List<Part.ToolCall> calls = new ArrayList<>();
        private Optional<JsonNode> format = Optional.empty();
        private boolean refused;
    }

    private void part(Part part, Said said, ObjectNode message, ObjectNode choice) {
        switch (part) {
            case Part.Text text -> {
                int from = said.text.length();
                said.text.append(text.text());
                for (Part.Citation citation : text.citations()) {
                    Answers.annotation(citation, from, said.text.length())
                            .ifPresentOrElse(said.annotations::add, () -> drops.add(Feature.CITATIONS));
                }
            }
            case Part.Refusal refusal -> {
                said.refused = true;
                said.refusal.append(refusal.text());
            }
            case Part.Reasoning thought -> said.thoughts.add(thought);
            case Part.ToolCall call -> said.calls.add(call);
            case Part.Native whole
            when whole.dialect().equals(Words.NAME) -> {
                JsonNode json = Trees.node(whole.json());
                switch (whole.kind()) {
                    case Answers.MESSAGE -> message.setAll((ObjectNode) json);
                    case Answers.CHOICE -> choice.setAll((ObjectNode) json);
                    case ReasoningForms.FORMAT -> said.format = Optional.of(json);
                    default -> drops.add(Feature.NATIVE_PART);
                }
            }
            case Part.Native _ -> drops.add(Feature.NATIVE_PART);
            case Part.Media media -> drops.add(Feature.of(media));
            case Part.ToolResult _ -> drops.add(Feature.RESULT);
        }
    }
}

package io.piuptime.dialects.cohere;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatReply.Choice;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.FinishReason.Kind;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes whole replies. */
final class Replies {
    static final String USAGE = "usage";
    static final String FINISH = "finish_reason";

    private Replies() {}

    static ChatReply read(Members body) {
        Members message = body.object("message").orElseThrow(() -> Members.missing("message"));
        List<Part> parts = MessageReader.answer(message);
        FinishReason finish = Words.finish(body.text(FINISH).orElse(""));
        Optional<Json> likely = body.node("logprobs").map(Likelihoods::read);
        Choice choice = new Choice(0, parts, finish, Optional.empty(), likely);
        // the rest of it, such as tokens that are not billed, stays among the extras
        Optional<ChatUsage> usage =
                Optional.of(body.all().path(USAGE)).filter(JsonNode::isObject).map(Words::usage);
        return new ChatReply(
                body.text("id").orElse(""),
                "",
                0,
                List.of(choice),
                usage,
                Optional.empty(),
                body.rest(),
                CohereCodec.NAME);
    }

    static ObjectNode write(ChatReply reply, Drops drops) {
        ObjectNode body = Trees.object().put("id", reply.id());
        if (reply.choices().size() > 1) {
            drops.add(Feature.CHOICES);
        }
        Choice choice = reply.choices().stream()
                .findFirst()
                .orElseGet(() -> new Choice(
                        0, List.of(), new FinishReason(Kind.CONTENT_FILTER, ""), Optional.empty(), Optional.empty()));
        body.put(FINISH, Words.finish(choice.finish()));
        ObjectNode message = body.putObject("message").put("role", "assistant");
        new MessageWriter(true, drops).answer(choice.parts(), message, true);
        reply.usage().ifPresent(usage -> body.set(USAGE, Words.usage(usage)));
        choice.logprobs().ifPresent(likely -> body.set("logprobs", Likelihoods.write(likely)));
        if (reply.dialect().equals(CohereCodec.NAME)) {
            reply.extras().forEach((name, json) -> body.set(name, Trees.node(json)));
        }
        return body;
    }
}

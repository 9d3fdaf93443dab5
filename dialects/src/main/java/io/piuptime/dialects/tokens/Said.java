package io.piuptime.dialects.tokens;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a conversation says, apart from the form it is said in. Thoughts count as long as they belong to the turn that is still
 * going on; earlier ones are dropped by most providers.
 *
 * @param texts every text that a model reads, arguments of calls included, those of tools and schemas excluded
 * @param media what is no text
 * @param schemas of the answer
 * @param turns what there is of each
 * @param opaque whether there is anything of which only its provider knows how long it is
 */
record Said(List<String> texts, List<Part.Media> media, List<String> schemas, Turns turns, boolean opaque) {
    /**
     * How much there is of a form.
     *
     * @param messages as many as there are
     * @param answers those of the model among them
     * @param names of participants
     * @param calls of tools
     * @param results of tools
     */
    record Turns(int messages, int answers, int names, int calls, int results) {}

    /** Members by which a request means more than it says. */
    private static final Set<String> ELSEWHERE = Set.of(
            "cachedContent",
            "cached_content",
            "previous_response_id",
            "conversation",
            "prompt",
            "container",
            "mcp_servers");

    /**
     * What a request says.
     *
     * @param allThoughts whether thoughts of earlier turns are read too
     */
    static Said of(ChatRequest request, boolean allThoughts) {
        Walk walk = new Walk();
        int names = 0;
        int answers = 0;
        int goingOn = allThoughts ? 0 : beginOfTurn(request.messages());
        for (int at = 0; at < request.messages().size(); at++) {
            Message message = request.messages().get(at);
            answers += message.role() == Message.Role.ASSISTANT ? 1 : 0;
            for (Part part : message.parts()) {
                if (!(part instanceof Part.Reasoning) || at >= goingOn) {
                    walk.part(part);
                }
            }
            if (message.name().isPresent()) {
                walk.texts.add(message.name().get());
                names++;
            }
        }
        List<String> schemas = request.format() instanceof OutputFormat.JsonSchema schema
                ? List.of(schema.name(), schema.schema().text())
                : List.of();
        Turns turns = new Turns(request.messages().size(), answers, names, walk.calls, walk.results);
        boolean opaque = walk.opaque || request.extras().keySet().stream().anyMatch(ELSEWHERE::contains);
        return new Said(List.copyOf(walk.texts), List.copyOf(walk.media), schemas, turns, opaque);
    }

    /** The message behind the last that a user wrote, where results of tools are none. */
    private static int beginOfTurn(List<Message> messages) {
        for (int at = messages.size() - 1; at >= 0; at--) {
            Message message = messages.get(at);
            if (message.role() == Message.Role.USER
                    && message.parts().stream().anyMatch(part -> !(part instanceof Part.ToolResult))) {
                return at + 1;
            }
        }
        return 0;
    }

    /** Goes through parts. */
    private static final class Walk {
        private final List<String> texts = new ArrayList<>();
        private final List<Part.Media> media = new ArrayList<>();
        private int calls;
        private int results;
        private boolean opaque;

        void part(Part part) {
            switch (part) {
                case Part.Text text -> texts.add(text.text());
                case Part.Media medium -> media(medium);
                case Part.ToolCall call -> {
                    calls++;
                    texts.add(call.name());
                    texts.add(call.arguments());
                    opaque |= call.signature().isPresent();
                }
                case Part.ToolResult result -> {
                    results++;
                    result.content().forEach(this::part);
                }
                case Part.Reasoning thought -> {
                    texts.add(thought.text());
                    opaque |= thought.sealed().isPresent();
                }
                case Part.Refusal refusal -> texts.add(refusal.text());
                case Part.Native own -> {
                    texts.add(own.json().text());
                    opaque = true;
                }
            }
        }

        private void media(Part.Media medium) {
            switch (medium.source()) {
                case Source.Plain plain -> texts.add(plain.text());
                case Source.Inline _ -> media.add(medium);
                case Source.Link _, Source.Held _ -> {
                    media.add(medium);
                    opaque = true;
                }
            }
        }
    }
}

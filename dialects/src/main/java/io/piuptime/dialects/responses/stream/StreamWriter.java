package io.piuptime.dialects.responses.stream;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.dialects.chat.Output;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.responses.item.ContentForms;
import io.piuptime.dialects.responses.item.Errors;
import io.piuptime.dialects.responses.item.ItemForms;
import io.piuptime.dialects.responses.item.OutputItems;
import io.piuptime.dialects.responses.item.ReplyWriter;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.ChatUsage;
import io.piuptime.model.chat.FinishReason;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one streamed reply: the first choice of it, as this dialect knows no other. */
public final class StreamWriter implements EventWriter {
    private final Drops drops;
    private final Frames frames = new Frames();
    private final Map<Integer, OpenItem> open = new HashMap<>();
    private Optional<OpenMessage> message = Optional.empty();
    private Optional<ObjectNode> phase = Optional.empty();
    private Optional<FinishReason> finish = Optional.empty();
    private Optional<ChatUsage> usage = Optional.empty();
    private boolean over;

    public StreamWriter(Drops drops) {
        this.drops = drops;
    }

    @Override
    public void write(ChatEvent event, Output out) {
        if (over) {
            return;
        }
        frames.to(out);
        switch (event) {
            case ChatEvent.Started started -> frames.start(started);
            case ChatEvent.PartStarted part -> {
                if (isFirst(part.choice())) {
                    begin(part.part(), part.opening());
                }
            }
            case ChatEvent.Finished finished -> {
                if (isFirst(finished.choice())) {
                    finish = Optional.of(finished.reason());
                    finished.stopText().ifPresent(_ -> drops.add(Feature.STOP_TEXT));
                }
            }
            case ChatEvent.Used used -> usage = Optional.of(used.usage());
            case ChatEvent.Failed failed -> fail(failed.error());
            case ChatEvent.Ended _ -> end();
            case ChatEvent.Likely likely when likely.choice() == 0 -> likely(likely.logprobs());
            default -> more(event);
        }
    }

    /** More of a part. That of another choice was noted when its part began. */
    private void more(ChatEvent event) {
        switch (event) {
            case ChatEvent.Piece piece
            when piece.choice() == 0 -> unended(piece.part()).ifPresent(item -> item.piece(piece.text()));
            case ChatEvent.SummaryPiece piece
            when piece.choice() == 0 ->
                item(piece.part()).ifPresent(item -> item.summary(piece.paragraph(), piece.text()));
            case ChatEvent.Cited cited
            when cited.choice() == 0 -> item(cited.part()).ifPresent(item -> cite(item, cited.citation()));
            case ChatEvent.Signed signed
            when signed.choice() == 0 -> {
                if (!item(signed.part())
                        .map(item -> item.sign(signed.signature()))
                        .orElse(false)) {
                    drops.add(Feature.THOUGHT_PROOF);
                }
            }
            case ChatEvent.PartEnded ended
            when ended.choice() == 0 ->
                Optional.ofNullable(open.remove(ended.part())).ifPresent(item -> item.end(ended.whole()));
            default -> {
                // of another choice
            }
        }
    }

    /** This dialect has one choice. */
    private boolean isFirst(int choice) {
        if (choice > 0) {
            drops.add(Feature.CHOICES);
        }
        return choice == 0;
    }

    private void likely(Json logprobs) {
        if (message.isEmpty() || !message.get().likely(ReplyWriter.tokens(Optional.of(logprobs)))) {
            drops.add(Feature.LOGPROBS);
        }
    }

    private void cite(OpenItem item, Part.Citation citation) {
        ContentForms.annotation(citation).ifPresentOrElse(item::cite, () -> drops.add(Feature.CITATIONS));
    }

    /** A text goes on as another piece of content when something came between. */
    private Optional<OpenItem> unended(int part) {
        if (open.get(part) instanceof OpenMessage.Content content && content.isEnded()) {
            open.put(part, content.isRefusal() ? message().refusal() : message().text());
        }
        return item(part);
    }

    private Optional<OpenItem> item(int part) {
        return Optional.ofNullable(open.get(part));
    }

    private void begin(int number, Part opening) {
        switch (opening) {
            case Part.Text text -> {
                OpenItem item = message().text();
                open.put(number, item);
                item.piece(text.text());
                text.citations().forEach(citation -> cite(item, citation));
            }
            case Part.Refusal refusal -> {
                OpenItem item = message().refusal();
                open.put(number, item);
                item.piece(refusal.text());
            }
            case Part.ToolCall call -> {
                if (call.signature().isPresent()) {
                    drops.add(Feature.THOUGHT_PROOF);
                }
                leaveMessage();
                OpenItem item = new OpenCall(frames, call);
                open.put(number, item);
                item.piece(call.arguments());
            }
            case Part.Reasoning reasoning -> {
                leaveMessage();
                open.put(number, OpenReasoning.begin(frames, reasoning));
            }
            case Part.Native whole -> whole(whole);
            case Part.Media media -> {
                leaveMessage();
                OutputItems.image(frames.reply(), frames.items(), media)
                        .ifPresentOrElse(this::complete, () -> drops.add(Feature.of(media)));
            }
            case Part.ToolResult _ -> drops.add(Feature.RESULT);
        }
    }

    private void whole(Part.Native whole) {
        if (!whole.dialect().equals(ItemForms.DIALECT)) {
            drops.add(Feature.NATIVE_PART);
            return;
        }
        ObjectNode json = (ObjectNode) Trees.node(whole.json());
        if (whole.kind().startsWith(ContentForms.WITHIN)) {
            message().whole(json);
        } else if (whole.kind().equals(ItemForms.MESSAGE)) {
            leaveMessage();
            phase = Optional.of(json);
        } else {
            leaveMessage();
            complete(json);
        }
    }

    private void complete(JsonNode item) {
        int index = frames.add(item);
        frames.done(index, item);
    }

    private OpenMessage message() {
        if (message.isPresent() && !message.get().isLast()) {
            leaveMessage();
        }
        if (message.isEmpty()) {
            message = Optional.of(new OpenMessage(frames, phase));
            phase = Optional.empty();
        }
        return message.get();
    }

    private void leaveMessage() {
        message.ifPresent(OpenMessage::close);
        message = Optional.empty();
    }

    private void closeAll() {
        leaveMessage();
        open.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> entry.getValue().end(Optional.empty()));
        open.clear();
    }

    private void end() {
        frames.start();
        closeAll();
        ObjectNode response = frames.response("completed");
        finish.ifPresent(reason -> ReplyWriter.finish(response, reason, false));
        terminal(response);
    }

    private void fail(ChatError error) {
        ObjectNode event = Errors.writeEvent(error);
        if (frames.isStarted()) {
            closeAll();
        }
        frames.event(event);
        if (frames.isStarted()) {
            ObjectNode response = frames.response("failed");
            response.set("error", Errors.failure(error.code(), error.message()));
            terminal(response);
        }
        over = true;
    }

    private void terminal(ObjectNode response) {
        usage.ifPresent(used -> response.set("usage", ReplyWriter.usage(used)));
        String status = Errors.text(response, "status");
        ObjectNode event = Trees.object();
        event.put("type", "response." + status);
        event.set("response", response);
        frames.event(event);
        over = true;
    }
}

package io.piuptime.dialects.translate;

import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatEvent;
import io.piuptime.model.chat.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Labels the proofs of a streamed answer on its way to a caller of another family. A signature may come in pieces: it is
 * gathered, and told once before its part ends.
 */
final class ProofStream implements Consumer<ChatEvent> {
    private final Wire source;
    private final Wire caller;
    private final Consumer<ChatEvent> next;
    private final Map<Place, Gathered> open = new HashMap<>();

    private record Place(int choice, int part) {}

    /** A part whose proof may still come. */
    private static final class Gathered {
        private final boolean thought;
        private final StringBuilder signature = new StringBuilder();

        Gathered(boolean thought) {
            this.thought = thought;
        }
    }

    private ProofStream(Wire source, Wire caller, Consumer<ChatEvent> next) {
        this.source = source;
        this.caller = caller;
        this.next = next;
    }

    /** What events of a source go through before they are written for a caller. */
    static Consumer<ChatEvent> between(Wire source, Wire caller, Consumer<ChatEvent> next) {
        return ForeignProofs.sameFamily(source, caller) ? next : new ProofStream(source, caller, next);
    }

    @Override
    public void accept(ChatEvent event) {
        switch (event) {
            case ChatEvent.PartStarted started -> {
                open.put(
                        new Place(started.choice(), started.part()),
                        new Gathered(started.opening() instanceof Part.Reasoning));
                next.accept(new ChatEvent.PartStarted(
                        started.choice(), started.part(), ForeignProofs.forCaller(started.opening(), source, caller)));
            }
            case ChatEvent.Signed signed -> {
                Gathered gathered = open.get(new Place(signed.choice(), signed.part()));
                if (gathered != null) {
                    gathered.signature.append(signed.signature());
                }
            }
            case ChatEvent.PartEnded ended -> ended(ended);
            default -> next.accept(event);
        }
    }

    private void ended(ChatEvent.PartEnded ended) {
        Gathered gathered = open.remove(new Place(ended.choice(), ended.part()));
        if (gathered != null && gathered.thought && !gathered.signature.isEmpty()) {
            String label = ForeignProofs.signature(gathered.signature.toString(), source, caller);
            next.accept(new ChatEvent.Signed(ended.choice(), ended.part(), label));
        }
        next.accept(new ChatEvent.PartEnded(
                ended.choice(),
                ended.part(),
                ended.whole().map(part -> ForeignProofs.forCaller(part, source, caller))));
    }
}

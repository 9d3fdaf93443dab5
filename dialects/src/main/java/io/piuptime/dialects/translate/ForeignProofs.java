package io.piuptime.dialects.translate;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets proofs of thought (signatures, sealed thoughts) survive a caller who speaks another dialect than their provider. Providers
 * want them back byte for byte with the next turn, and refuse those of others. On the way to such a caller a proof is labelled
 * with where it comes from, in a place that the caller's dialect sends back; on the way to a target the label is taken off again
 * if it is that target's, and the proof is left out if it is not.
 */
final class ForeignProofs {
    private ForeignProofs() {}

    /** A request as a target may get it: with proofs of its own alone. */
    static ChatRequest forTarget(ChatRequest request, Wire caller, Wire target, Drops drops) {
        List<Message> messages = new ArrayList<>(request.messages().size());
        boolean changed = false;
        for (Message message : request.messages()) {
            List<Part> parts = new ArrayList<>(message.parts().size());
            for (Part part : message.parts()) {
                parts.add(forTarget(part, caller, target, drops));
            }
            boolean same = parts.equals(message.parts());
            messages.add(same ? message : new Message(message.role(), parts, message.name()));
            changed |= !same;
        }
        return changed ? request.withMessages(messages) : request;
    }

    /** A reply as a caller may keep it. */
    static ChatReply forCaller(ChatReply reply, Wire source, Wire caller) {
        if (sameFamily(source, caller)) {
            return reply;
        }
        List<ChatReply.Choice> choices = new ArrayList<>();
        for (ChatReply.Choice choice : reply.choices()) {
            List<Part> parts = new ArrayList<>();
            for (Part part : choice.parts()) {
                parts.add(forCaller(part, source, caller));
            }
            choices.add(
                    new ChatReply.Choice(choice.index(), parts, choice.finish(), choice.stopText(), choice.logprobs()));
        }
        return reply.withChoices(choices);
    }

    /** A part as a caller of another family may keep it. */
    static Part forCaller(Part part, Wire source, Wire caller) {
        return switch (part) {
            case Part.Reasoning thought -> forCaller(thought, source, caller);
            case Part.ToolCall call
            when call.signature().isPresent() -> {
                ProofLabel label = new ProofLabel(
                        family(source), false, "", call.signature().get());
                yield caller == Wire.GEMINI
                        ? new Part.ToolCall(
                                call.id(),
                                call.name(),
                                call.arguments(),
                                call.custom(),
                                Optional.of(label.inBase64()),
                                call.cache())
                        : new Part.ToolCall(
                                label.behind(call.id()),
                                call.name(),
                                call.arguments(),
                                call.custom(),
                                Optional.empty(),
                                call.cache());
            }
            default -> part;
        };
    }

    /** A signature as a caller of another family may keep it. */
    static String signature(String signature, Wire source, Wire caller) {
        ProofLabel label = new ProofLabel(family(source), false, "", signature);
        return caller == Wire.GEMINI ? label.inBase64() : label.text();
    }

    /** Whether providers of two formats take each other's proofs. */
    static boolean sameFamily(Wire one, Wire other) {
        return family(one).equals(family(other));
    }

    /** Claude's proofs hold with every provider that serves it. */
    private static String family(Wire wire) {
        return switch (wire) {
            case ANTHROPIC_MESSAGES, BEDROCK_CONVERSE, VERTEX_ANTHROPIC, BEDROCK_ANTHROPIC -> "anthropic";
            case OPENAI_RESPONSES -> "responses";
            case OPENAI_CHAT -> "chat";
            case GEMINI -> "gemini";
            case COHERE_CHAT -> "cohere";
        };
    }

    private static Part forCaller(Part.Reasoning thought, Wire source, Wire caller) {
        Optional<String> proof = thought.signature().or(thought::sealed);
        if (proof.isEmpty()) {
            return thought;
        }
        boolean sealed = thought.signature().isEmpty();
        ProofLabel label = new ProofLabel(family(source), sealed, thought.id(), proof.get());
        Optional<String> told = Optional.of(caller == Wire.GEMINI ? label.inBase64() : label.text());
        return new Part.Reasoning("", thought.text(), thought.summary(), told, Optional.empty());
    }

    private static Part forTarget(Part part, Wire caller, Wire target, Drops drops) {
        return switch (part) {
            case Part.Reasoning thought -> forTarget(thought, caller, target, drops);
            case Part.ToolCall call -> forTarget(call, caller, target, drops);
            case Part.ToolResult result ->
                new Part.ToolResult(
                        ProofLabel.before(result.callId()),
                        result.name(),
                        result.content(),
                        result.failed(),
                        result.cache());
            default -> part;
        };
    }

    private static Part forTarget(Part.ToolCall call, Wire caller, Wire target, Drops drops) {
        Optional<ProofLabel> label =
                call.signature().flatMap(ProofLabel::parse).or(() -> ProofLabel.behindOf(call.id()));
        Optional<String> signature;
        if (label.isPresent()) {
            signature = label.filter(own -> own.family().equals(family(target))).map(ProofLabel::proof);
        } else {
            signature = call.signature().filter(_ -> sameFamily(caller, target));
        }
        if (signature.isEmpty() && (label.isPresent() || call.signature().isPresent())) {
            drops.add(Feature.CALL_PROOF);
        }
        return new Part.ToolCall(
                ProofLabel.before(call.id()), call.name(), call.arguments(), call.custom(), signature, call.cache());
    }

    private static Part forTarget(Part.Reasoning thought, Wire caller, Wire target, Drops drops) {
        Optional<String> proof = thought.signature().or(thought::sealed);
        Optional<ProofLabel> label = proof.flatMap(ProofLabel::parse);
        if (proof.isEmpty() || (label.isEmpty() && sameFamily(caller, target))) {
            return thought;
        }
        if (label.isPresent() && label.get().family().equals(family(target))) {
            Optional<String> own = Optional.of(label.get().proof());
            boolean sealed = label.get().sealed();
            return new Part.Reasoning(
                    label.get().id(),
                    thought.text(),
                    thought.summary(),
                    sealed ? Optional.empty() : own,
                    sealed ? own : Optional.empty());
        }
        drops.add(Feature.THOUGHT_PROOF);
        return new Part.Reasoning("", thought.text(), thought.summary(), Optional.empty(), Optional.empty());
    }
}

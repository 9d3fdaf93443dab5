package io.piuptime.model.chat;

import java.util.Optional;

/**
 * One step of a streamed answer. An answer is {@link Started}, then for each part {@link PartStarted}, its pieces and {@link
 * PartEnded}, then {@link Finished} for each choice, {@link Used} whenever the provider told of usage (the last one counts), and
 * {@link Ended}. Parts of one choice may overlap only where they are tool calls.
 */
public sealed interface ChatEvent {
    /** The answer begins. */
    record Started(String id, String model, long created) implements ChatEvent {}

    /**
     * A part begins.
     *
     * @param part number of the part within its choice, from 0, in the order in which parts began
     * @param opening what is known of it: an empty text, a call without its arguments, a reasoning without its text, or a part
     *     that comes whole
     */
    record PartStarted(int choice, int part, Part opening) implements ChatEvent {}

    /** More of the text, of the reasoning's text, of the refusal or of the call's arguments. */
    record Piece(int choice, int part, String text) implements ChatEvent {}

    /** More of a reasoning's summary; {@code paragraph} counts from 0. */
    record SummaryPiece(int choice, int part, int paragraph, String text) implements ChatEvent {}

    /** The signature of a part, or more of it. */
    record Signed(int choice, int part, String signature) implements ChatEvent {}

    /** A citation for the text so far. */
    record Cited(int choice, int part, Part.Citation citation) implements ChatEvent {}

    /** Probabilities for the tokens of the last piece, as OpenAI writes them. */
    record Likely(int choice, Json logprobs) implements ChatEvent {}

    /**
     * A part is complete.
     *
     * @param whole what its provider repeats at its end, such as a reasoning with its sealed form; empty if it does not
     */
    record PartEnded(int choice, int part, Optional<Part> whole) implements ChatEvent {}

    /** A choice is complete. */
    record Finished(int choice, FinishReason reason, Optional<String> stopText) implements ChatEvent {}

    /** Usage so far. */
    record Used(ChatUsage usage) implements ChatEvent {}

    /** The provider reports an error and the answer is not complete. */
    record Failed(ChatError error) implements ChatEvent {}

    /** The terminal event: everything was said. */
    record Ended() implements ChatEvent {}
}

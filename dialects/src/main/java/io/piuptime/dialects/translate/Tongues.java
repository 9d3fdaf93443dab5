package io.piuptime.dialects.translate;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Endpoint;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.resume.NotedReplies;
import io.piuptime.dialects.tokens.TokenCounter;
import io.piuptime.gateway.translate.Dialects;
import io.piuptime.gateway.translate.Outbound;
import io.piuptime.gateway.translate.Question;
import io.piuptime.gateway.translate.Replies;
import io.piuptime.gateway.translate.SameDialect;
import io.piuptime.gateway.translate.Translator;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every wire format of chat that is known, and the way between any two of them. */
public final class Tongues implements Translator {
    private static final String VERSION = "anthropic-version";

    private final Map<Wire, Spoken> byWire = new EnumMap<>(Wire.class);
    private final Dialects dialects;
    private final ChatCodec geminiList;
    private final TokenCounter counter;
    private final Counts counts;
    private final @Nullable Spoken withoutThoughts;
    private final Spoken newAnthropic = new Spoken(
            Wire.ANTHROPIC_MESSAGES,
            new AnthropicCodec(Version.V2026_10_21),
            AnthropicCodec.ENDPOINT.with(Map.of(VERSION, Version.V2026_10_21.header())));

    /**
     * Translates between wire formats.
     *
     * @param dialects of callers, for what stays in its own
     * @param geminiList writes Gemini's streams as one JSON list, which is what its callers get who ask for no events
     * @param counter counts a request's tokens where the target cannot, and learns from answers
     */
    public Tongues(List<Spoken> all, Dialects dialects, ChatCodec geminiList, TokenCounter counter) {
        this.counter = counter;
        this.counts = new Counts(counter);
        all.forEach(spoken -> byWire.put(spoken.wire(), spoken));
        this.dialects = dialects;
        this.geminiList = geminiList;
        this.withoutThoughts = Optional.ofNullable(byWire.get(Wire.OPENAI_CHAT))
                .map(chat -> new Spoken(
                        chat.wire(), new OpenAiChatCodec(Set.of(OpenAiChatCodec.Habit.NO_THOUGHTS)), chat.endpoint()))
                .orElse(null);
    }

    @Override
    public Translation of(Question question) {
        Optional<Asking> asking = Optional.ofNullable(
                        byWire.get(question.operation().wire()))
                .map(caller -> new Asking(question, caller));
        Optional<ChatTranslation> chat = asking.filter(_ -> question.operation().topic() == Operation.Topic.CHAT)
                .map(this::chat);
        return target -> {
            Optional<Speech> same = SameDialect.speech(question.operation(), target);
            if (same.isPresent() && staysAsItIs(question)) {
                Outbound.Request request = SameDialect.of(
                        dialects.of(Optional.of(question.operation()), ""), question, target, same.get());
                return asking.filter(_ -> chat.isPresent())
                        .map(one -> noted(request, one))
                        .orElse(request);
            }
            Speech speech = same.orElseGet(() -> speech(question.operation().wire(), target));
            Optional<Spoken> spoken = Optional.ofNullable(spoken(target, speech));
            return asking.flatMap(one -> spoken.flatMap(other -> to(one, chat, target, other, speech)))
                    .orElseThrow(() -> new RefusedException(unable(target, question.operation())));
        };
    }

    /** Lets another target go on with the answer. */
    private static Outbound.Request noted(Outbound.Request request, Asking asking) {
        Spoken spoken = asking.caller();
        ChatCodec.StreamWish wish =
                new ChatCodec.StreamWish(asking.question().facts().usageAsked());
        Replies translated = new TranslatedReplies(spoken, spoken, wish, Endpoint.EVENTS);
        boolean kept = spoken.wire() == Wire.OPENAI_RESPONSES;
        return request.answered(new NotedReplies(request.replies(), spoken.codec(), translated, kept));
    }

    /** How a target is best asked whose own dialect is another: clouds have several, for models of several makers. */
    private static Speech speech(Wire caller, Target target) {
        String model = target.upstreamModel();
        boolean claude = model.contains("claude");
        Optional<Speech> better = claude ? target.provider().speech(Wire.VERTEX_ANTHROPIC) : Optional.empty();
        if (claude && caller == Wire.ANTHROPIC_MESSAGES) {
            better = better.or(() -> target.provider().speech(Wire.BEDROCK_ANTHROPIC));
        }
        if (model.contains("/")
                && target.provider().speech(Wire.VERTEX_ANTHROPIC).isPresent()) {
            better = target.provider().speech(Wire.OPENAI_CHAT);
        }
        return better.orElse(target.provider().own());
    }

    /** Most servers of OpenAI's chat refuse messages that bear thoughts; those that want them say so. */
    private @Nullable Spoken spoken(Target target, Speech speech) {
        boolean wantsThoughts = target.provider().habits().quirks().contains(Quirk.REASONING_CONTENT)
                || target.provider().habits().quirks().contains(Quirk.REASONING_FIELD);
        // a provider's own headers say which version of Anthropic's API it is to be asked in
        if (speech.wire() == Wire.ANTHROPIC_MESSAGES
                && Version.V2026_10_21
                        .header()
                        .equals(target.provider().headers().get(VERSION))) {
            return newAnthropic;
        }
        return speech.wire() == Wire.OPENAI_CHAT && !wantsThoughts ? withoutThoughts : byWire.get(speech.wire());
    }

    private Optional<Outbound> to(
            Asking asking, Optional<ChatTranslation> chat, Target target, Spoken spoken, Speech speech) {
        return switch (asking.question().operation().topic()) {
            case CHAT -> chat.map(one -> one.to(target, spoken, speech));
            case COUNT -> Optional.of(counts.to(asking, target, spoken, speech));
            case EMBED -> Vectors.to(asking, target, spoken, speech);
            case RERANK -> Reranks.to(asking, target, spoken, speech);
            case OTHER -> Optional.empty();
        };
    }

    private ChatTranslation chat(Asking asking) {
        if (asList(asking.question())) {
            Spoken list = new Spoken(
                    asking.caller().wire(), geminiList, asking.caller().endpoint());
            return new ChatTranslation(new Asking(asking.question(), list), "application/json", counter);
        }
        return new ChatTranslation(asking, Endpoint.EVENTS, counter);
    }

    /** A stream as a list is read from events: no frame of it would stand alone. A labelled proof has to be taken out. */
    private static boolean staysAsItIs(Question question) {
        return !asList(question)
                && (question.operation().topic() != Operation.Topic.CHAT || !Labels.areIn(question.body()));
    }

    private static boolean asList(Question question) {
        return question.operation() == Operation.STREAM_GENERATE_CONTENT && !question.wantsServerSentEvents();
    }

    private static Refusal unable(Target target, Operation operation) {
        return new Refusal.BadRequest(
                "The provider '" + target.provider().name() + "' has no "
                        + operation.telemetryName().replace('_', ' ') + " that can be reached from here.",
                "unsupported_operation",
                "model");
    }
}

package io.piuptime.dialects.tokens;

import com.knuddels.jtokkit.api.EncodingType;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Tool;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Says how many tokens a conversation has before it is answered: by the model's vocabulary where that is public, else by an
 * estimate that follows what providers report. It computes for milliseconds, and longer when a vocabulary is first needed: not
 * for event loops. Used from many threads.
 */
public final class TokenCounter {
    private static final double THINKING = 29;
    private static final double REASONING_CHAT_TOOLS = 80;

    private final Vocabulary vocabulary = new Vocabulary();
    private final Corrections corrections = new Corrections();

    /** Counts the tokens of a conversation with the model that it names. */
    public Counted count(ChatRequest request) {
        Said said = said(request);
        Optional<EncodingType> encoding = vocabulary.of(request.model());
        Words words = new Words(vocabulary, encoding, form(request).foreign());
        double tokens = estimate(request, said, words);
        if (encoding.isPresent()) {
            return new Counted(Math.round(tokens), isPlain(request, said) && !words.wereMeasured());
        }
        return new Counted(Math.round(tokens * corrections.asked(request.model())), false);
    }

    /**
     * What is to be told how many tokens the provider reports of this conversation. Empty where nothing would be learned: from
     * models whose vocabulary is public, from documents, which differ too much to tell anything of the words, and from models
     * of which nobody asked for a count.
     */
    public Optional<LongConsumer> lesson(ChatRequest request) {
        if (!corrections.wasAsked(request.model())) {
            return Optional.empty();
        }
        Said said = said(request);
        if (!said.media().isEmpty() || said.opaque()) {
            return Optional.empty();
        }
        double estimate = estimate(
                request,
                said,
                new Words(vocabulary, Optional.empty(), form(request).foreign()));
        return Optional.of(reported -> corrections.note(request.model(), estimate, reported));
    }

    private static Said said(ChatRequest request) {
        return Said.of(request, Family.of(request.model()).isGoogles());
    }

    private static Form form(ChatRequest request) {
        return Family.of(request.model()).form();
    }

    private static double estimate(ChatRequest request, Said said, Words words) {
        Family family = Family.of(request.model());
        Form form = family.form();
        double tokens = frame(request.model(), form.frame(), said.turns()) + (thinks(request, family) ? THINKING : 0);
        for (String text : said.texts()) {
            tokens += words.tokens(text) * form.text();
        }
        for (Part.Media media : said.media()) {
            tokens += MediaMeasure.of(media, request.model(), family);
        }
        List<Tool> tools = request.tools().offered();
        if (!tools.isEmpty()) {
            tokens += form.tools().start()
                    + (isReasoningChat(request) ? REASONING_CHAT_TOOLS : 0)
                    + (words.areCut() ? words.tokens(ToolScript.of(tools)) : tools(tools, words, form.tools()));
        }
        if (!said.schemas().isEmpty()) {
            tokens += form.schema().start();
            for (String text : said.schemas()) {
                tokens += words.tokens(text) * form.schema().text();
            }
        }
        return tokens;
    }

    private static double frame(String model, Form.Frame frame, Said.Turns turns) {
        double start = frame.start();
        String name = Vocabulary.plain(model);
        if (name.startsWith("gpt-5") || name.startsWith("o1") || name.startsWith("o3") || name.startsWith("o4")) {
            // those that reason begin with one less, and mark which part of an answer was the final one
            start += 2 * turns.answers() - 1;
        } else if (name.startsWith("gpt-oss")) {
            start = 66; // a prompt of their own stands before all others
        }
        return start
                + turns.messages() * frame.message()
                + turns.names()
                + (turns.calls() + turns.results()) * frame.turn();
    }

    private static double tools(List<Tool> tools, Words words, Form.Tools form) {
        double tokens = 0;
        for (Tool tool : tools) {
            String text = switch (tool) {
                case Tool.Function function ->
                    function.name() + "\n" + function.description().orElse("") + "\n"
                            + function.parameters().map(Json::text).orElse("");
                case Tool.Custom custom ->
                    custom.name() + "\n" + custom.description().orElse("") + "\n"
                            + custom.format().map(Json::text).orElse("");
                case Tool.Native own -> own.json().text();
            };
            tokens += form.each() + words.tokens(text) * form.text();
        }
        return tokens;
    }

    /** Whether a model is told that it may think, which most know by themselves. */
    private static boolean thinks(ChatRequest request, Family family) {
        return (family == Family.CLAUDE || family == Family.CLAUDE_4)
                && (request.reasoning().enabled().orElse(false)
                        || request.reasoning().budget().isPresent());
    }

    /** Over Chat Completions, models of this kind are told at length how tools are called. */
    private static boolean isReasoningChat(ChatRequest request) {
        return request.dialect().equals(Wire.OPENAI_CHAT.id())
                && Vocabulary.plain(request.model()).startsWith("gpt-5");
    }

    /** Whether there is nothing but text, whose form is public too. */
    private static boolean isPlain(ChatRequest request, Said said) {
        return request.tools().offered().isEmpty()
                && said.media().isEmpty()
                && said.schemas().isEmpty()
                && said.turns().calls() + said.turns().results() + said.turns().names() == 0
                && !said.opaque()
                && !Vocabulary.plain(request.model()).startsWith("gpt-oss")
                && !request.model().contains("search");
    }
}

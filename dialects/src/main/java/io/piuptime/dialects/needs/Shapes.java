package io.piuptime.dialects.needs;

import static io.piuptime.dialects.needs.Shape.member;
import static io.piuptime.model.ability.Ability.AUDIO;
import static io.piuptime.model.ability.Ability.FILES;
import static io.piuptime.model.ability.Ability.IMAGES;
import static io.piuptime.model.ability.Ability.STRUCTURED_OUTPUT;
import static io.piuptime.model.ability.Ability.TOOLS;
import static io.piuptime.model.ability.Ability.VIDEO;

import io.piuptime.dialects.needs.Shape.Member;
import io.piuptime.dialects.needs.Shape.Word;
import io.piuptime.model.exchange.Operation;

/** Where each dialect's chats say what they need. What stands elsewhere, and words that are not known, need nothing. */
final class Shapes {
    /** No tool will be called, whatever is offered. */
    static final int NO_CALL = 1 << 29;
    /** Whoever is asked may leave out parts of a prompt that is too long. */
    static final int SHORTENED = 1 << 30;
    /** Whoever is asked may ask another model in its place. */
    static final int ANY_MODEL = 1 << 28;

    /** A turn is the model's own. */
    static final int BY_MODEL = 1 << 27;

    private static final Member ROLE =
            member(Shape.ROLE, Shape.words(new Word("assistant", BY_MODEL), new Word("model", BY_MODEL)));
    private static final Shape SCHEMA = Shape.of(member("type", Shape.word("json_schema", STRUCTURED_OUTPUT.bit())));
    private static final Shape CHOICE = Shape.word("none", NO_CALL);
    private static final Shape FUNCTION =
            Shape.words(new Word("function", TOOLS.bit()), new Word("custom", TOOLS.bit()));
    private static final Shape SHORTENS = Shape.present(SHORTENED);

    private static final Shape NOTHING = Shape.of();
    private static final Shape CHAT = chat();
    private static final Shape RESPONSES = responses();
    private static final Shape MESSAGES = messages();
    private static final Shape GEMINI = gemini();

    private Shapes() {}

    /** The shape of an operation's bodies. */
    static Shape of(Operation operation) {
        if (operation.topic() != Operation.Topic.CHAT) {
            return NOTHING;
        }
        return switch (operation.wire()) {
            case OPENAI_CHAT -> CHAT;
            case OPENAI_RESPONSES -> RESPONSES;
            case ANTHROPIC_MESSAGES -> MESSAGES;
            case GEMINI -> GEMINI;
            default -> NOTHING;
        };
    }

    private static Shape chat() {
        Shape type = Shape.words(
                new Word("image_url", IMAGES.bit()),
                new Word("input_audio", AUDIO.bit()),
                new Word("video_url", VIDEO.bit()),
                new Word("file", FILES.bit()));
        Shape content = Shape.prompt(member("type", type), member("text", Shape.prompt()));
        return Shape.of(
                member("messages", Shape.of(ROLE, member("content", content))),
                member("tools", Shape.of(member("type", FUNCTION))),
                member("functions", Shape.of(member("name", Shape.present(TOOLS.bit())))),
                member("tool_choice", CHOICE),
                member("function_call", CHOICE),
                member("response_format", SCHEMA),
                member("max_completion_tokens", Shape.output()),
                member("max_tokens", Shape.output()),
                // OpenRouter's own
                member("transforms", SHORTENS),
                member("plugins", SHORTENS),
                member("models", Shape.present(ANY_MODEL)));
    }

    private static Shape responses() {
        Shape type = Shape.words(
                new Word("input_image", IMAGES.bit()),
                new Word("input_audio", AUDIO.bit()),
                new Word("input_file", FILES.bit()));
        Shape content = Shape.prompt(member("type", type), member("text", Shape.prompt()));
        return Shape.of(
                member("input", Shape.prompt(ROLE, member("content", content), member("output", content))),
                member("instructions", Shape.prompt()),
                member("tools", Shape.of(member("type", FUNCTION))),
                member("tool_choice", CHOICE),
                member("text", Shape.of(member("format", SCHEMA))),
                member("max_output_tokens", Shape.output()),
                member("truncation", Shape.word("auto", SHORTENED)),
                member("context_management", SHORTENS),
                member("models", Shape.present(ANY_MODEL)));
    }

    private static Shape messages() {
        Shape type = Shape.word("image", IMAGES.bit());
        Shape source = Shape.of(member("media_type", Shape.media()));
        Shape inside = Shape.prompt(member("type", type), member("text", Shape.prompt()), member("source", source));
        Shape content = Shape.prompt(
                member("type", type),
                member("text", Shape.prompt()),
                member("source", source),
                member("content", inside));
        return Shape.of(
                member("messages", Shape.of(ROLE, member("content", content))),
                member("system", Shape.prompt(member("text", Shape.prompt()))),
                member("tools", Shape.of(member("input_schema", Shape.present(TOOLS.bit())))),
                member("tool_choice", CHOICE),
                member("output_format", SCHEMA),
                member("output_config", Shape.of(member("format", SCHEMA))),
                member("max_tokens", Shape.output()),
                member("context_management", SHORTENS));
    }

    /** Members may be written in either of protobuf's two ways. */
    private static Shape gemini() {
        Shape type = Shape.media();
        Shape data = Shape.of(member("mimeType", type), member("mime_type", type));
        Shape parts = Shape.of(
                member("text", Shape.prompt()),
                member("inlineData", data),
                member("inline_data", data),
                member("fileData", data),
                member("file_data", data));
        Shape content = Shape.of(ROLE, member("parts", parts));
        Shape instruction = Shape.prompt(member("parts", parts));
        Shape declared = Shape.of(member("name", Shape.present(TOOLS.bit())));
        Shape schema = Shape.present(STRUCTURED_OUTPUT.bit());
        Shape config = Shape.of(
                member("responseSchema", schema),
                member("response_schema", schema),
                member("responseJsonSchema", schema),
                member("response_json_schema", schema),
                member("maxOutputTokens", Shape.output()),
                member("max_output_tokens", Shape.output()));
        Shape calling = Shape.of(member("mode", Shape.word("NONE", NO_CALL)));
        Shape choice = Shape.of(member("functionCallingConfig", calling), member("function_calling_config", calling));
        return Shape.of(
                member("contents", content),
                member("systemInstruction", instruction),
                member("system_instruction", instruction),
                member(
                        "tools",
                        Shape.of(member("functionDeclarations", declared), member("function_declarations", declared))),
                member("toolConfig", choice),
                member("tool_config", choice),
                member("generationConfig", config),
                member("generation_config", config));
    }
}

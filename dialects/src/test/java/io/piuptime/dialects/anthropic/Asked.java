package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.ChatRequest.Handling;
import io.piuptime.model.chat.ChatRequest.Tools;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Requests of another dialect, and what is written of them. */
record Asked(JsonNode body, List<String> drops) {
    static final ChatRequest PLAIN = new ChatRequest(
            "claude-sonnet-4-5",
            List.of(Message.of(Role.USER, new Part.Text("Hi"))),
            Tools.NONE,
            Sampling.DEFAULT,
            new OutputFormat.Text(),
            ReasoningWish.NONE,
            Handling.DEFAULT,
            Map.of(),
            "openai-chat");

    static Asked of(ChatRequest request) {
        return of(request, Version.V2023_06_01);
    }

    static Asked of(ChatRequest request, Version version) {
        Drops drops = new Drops();
        JsonNode body = new AnthropicCodec(version).writeRequest(request, drops);
        // as who gets it reads it
        return new Asked(Trees.read(Trees.json(body).text()), drops.names());
    }

    static ChatRequest read(String json) {
        return new AnthropicCodec(Version.V2023_06_01).readRequest(Members.of(Trees.read(json)), Place.BODY);
    }

    static JsonNode json(String text) {
        return Trees.read(text.replace('\'', '"'));
    }

    static ChatRequest messages(Message... messages) {
        return with(PLAIN, List.of(messages), Tools.NONE, Sampling.DEFAULT, ReasoningWish.NONE);
    }

    static ChatRequest tools(Tools tools) {
        return with(PLAIN, PLAIN.messages(), tools, Sampling.DEFAULT, ReasoningWish.NONE);
    }

    static ChatRequest sampling(Sampling sampling) {
        return with(PLAIN, PLAIN.messages(), Tools.NONE, sampling, ReasoningWish.NONE);
    }

    static ChatRequest with(
            ChatRequest from, List<Message> messages, Tools tools, Sampling sampling, ReasoningWish wish) {
        return new ChatRequest(
                from.model(),
                messages,
                tools,
                sampling,
                from.format(),
                wish,
                from.handling(),
                from.extras(),
                from.dialect());
    }

    static ChatRequest format(OutputFormat format) {
        return new ChatRequest(
                PLAIN.model(),
                PLAIN.messages(),
                Tools.NONE,
                Sampling.DEFAULT,
                format,
                ReasoningWish.NONE,
                Handling.DEFAULT,
                Map.of("logit_processors", new Json("[]")),
                "openai-chat");
    }

    static ReasoningWish effort(String effort) {
        return new ReasoningWish(
                Optional.empty(), Optional.of(effort), OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** How tokens are chosen: most of them, temperature, top p, top k. */
    static Sampling chosen(long most, String temperature, String topP, String topK) {
        return new Sampling(
                most == 0 ? OptionalLong.empty() : OptionalLong.of(most),
                number(temperature),
                number(topP),
                number(topK),
                Sampling.Penalties.NONE,
                List.of("END", " \n"),
                OptionalLong.of(7),
                OptionalInt.of(2),
                OptionalInt.empty(),
                Map.of());
    }

    private static Optional<Json> number(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new Json(text));
    }
}

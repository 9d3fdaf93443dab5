package io.piuptime.dialects.page;

import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Json;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.Message.Role;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.Part.Media.Kind;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Source;
import io.piuptime.model.chat.Tool;
import io.piuptime.model.chat.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Everything that the canonical form of a request can ask for, one by one. */
final class Abilities {
    private static final Source LINK = new Source.Link("https://example.com/a.png", "image/png");
    private static final Source HELD = new Source.Held("file-1");
    private static final Part.CacheHint HINT = new Part.CacheHint(Optional.empty());

    private final List<Ability> list = new ArrayList<>();

    private Abilities() {}

    static List<Ability> all() {
        Abilities abilities = new Abilities();
        abilities.content();
        abilities.turns();
        abilities.tools();
        abilities.results();
        abilities.choices();
        Samplings.all().forEach((title, sampling) -> abilities.add(title, plain().sampled(sampling)));
        abilities.answers();
        abilities.reasoning();
        abilities.handling();
        return abilities.list;
    }

    private void content() {
        shows("image, inline", Kind.IMAGE, inline("image/png"));
        shows("image, by link", Kind.IMAGE, LINK);
        shows("image, held by the provider", Kind.IMAGE, HELD);
        add(
                "image detail",
                plain().showing(new Part.Media(Kind.IMAGE, inline("image/png"))),
                plain().showing(new Part.Media(
                        Kind.IMAGE, inline("image/png"), Optional.of("low"), Optional.empty(), Optional.empty())));
        shows("audio (WAV), inline", Kind.AUDIO, inline("audio/wav"));
        shows("audio, by link", Kind.AUDIO, new Source.Link("https://example.com/a.wav", "audio/wav"));
        shows("video, inline", Kind.VIDEO, inline("video/mp4"));
        shows("file (PDF), inline", Kind.FILE, inline("application/pdf"));
        shows("file, by link", Kind.FILE, new Source.Link("https://example.com/a.pdf", "application/pdf"));
        shows("file, held by the provider", Kind.FILE, HELD);
        shows("file of plain text", Kind.FILE, new Source.Plain("words"));
        add("cache hint at a text", plain().showing(new Part.Text("more")), plain().showing(hinted()));
    }

    private void turns() {
        add("instructions (system)", plain().after(Message.of(Role.SYSTEM, new Part.Text("Be brief."))));
        add("instructions (developer)", plain().after(Message.of(Role.DEVELOPER, new Part.Text("Be brief."))));
        add("instructions between turns", said(new Part.Text("Hi")), instructedLate());
        add(
                "name of a participant",
                new Conversation(
                        List.of(new Message(Role.USER, List.of(new Part.Text("Hello")), Optional.of("ann"))),
                        plain().tools(),
                        plain().sampling(),
                        plain().format(),
                        plain().reasoning(),
                        plain().handling()));
        add(
                "thought of an earlier turn",
                said(new Part.Text("Hi")),
                said(new Part.Reasoning("Hm."), new Part.Text("Hi")));
        add("refusal of an earlier turn", plain(), said(new Part.Refusal("No.")));
        Part.Citation citation = new Part.Citation("the-callers-own", "https://example.com", "Example", new Json("{}"));
        add(
                "citation of an earlier turn",
                said(new Part.Text("Hi")),
                said(new Part.Text("Hi", List.of(citation), Optional.empty())));
    }

    private void tools() {
        add("tools", Conversation.withTools());
        add("strict tool", offering(Conversation.function("weather")), offering(function(Optional.of(true), false)));
        add(
                "cache hint at a tool",
                offering(Conversation.function("weather")),
                offering(function(Optional.empty(), true)));
        add("custom tool (free text)", offering(new Tool.Custom("patch", Optional.empty(), Optional.empty())));
        add(
                "`web_search` of openai-responses",
                offering(own("openai-responses", "web_search", "{\"type\":\"web_search\"}")));
        add(
                "`web_search_20250305` of anthropic-messages",
                offering(own(
                        "anthropic-messages",
                        "web_search_20250305",
                        "{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}")));
        add("`googleSearch` of gemini", offering(own("gemini", "googleSearch", "{\"googleSearch\":{}}")));
        add(
                "calls side by side",
                Conversation.withTools(),
                Conversation.withTools()
                        .and(Message.of(Role.ASSISTANT, call("1", "weather"), call("2", "time")))
                        .and(Message.of(Role.TOOL, result("1", "weather"), result("2", "time"))));
    }

    private void results() {
        Conversation text = Conversation.answered(false, Conversation.ANSWER);
        Part image = new Part.Media(Kind.IMAGE, inline("image/png"));
        add("result of a tool", Conversation.withTools(), text);
        add("image in a result", text, Conversation.answered(false, Conversation.ANSWER, image));
        add("failed result", text, Conversation.answered(true, Conversation.ANSWER));
    }

    private void choices() {
        chooses("auto", new ToolChoice.Auto());
        chooses("any", new ToolChoice.Any());
        chooses("one by name", new ToolChoice.Named("weather"));
        chooses("none", new ToolChoice.None());
        chooses("one of some", new ToolChoice.OneOf(List.of("weather"), true));
        chooses("some or none", new ToolChoice.OneOf(List.of("weather"), false));
        add(
                "no calls side by side",
                Conversation.withTools(),
                Conversation.withTools()
                        .offering(Conversation.withTools().tools().offered(), Optional.empty(), Optional.of(false)));
    }

    private void answers() {
        add("JSON object", plain().formed(new OutputFormat.JsonObject()));
        add("JSON by a schema", plain().formed(schema(Optional.empty(), Optional.empty())));
        add("strict schema", plain().formed(schema(Optional.empty(), Optional.of(true))));
        add("loose schema", plain().formed(schema(Optional.empty(), Optional.of(false))));
        add("description of a schema", plain().formed(schema(Optional.of("A place."), Optional.empty())));
    }

    private void reasoning() {
        for (String effort : List.of("none", "minimal", "low", "medium", "high", "xhigh", "max")) {
            thinks("effort " + effort, Optional.of(effort), OptionalLong.empty(), Optional.empty(), false);
        }
        thinks("budget of 4,096 tokens", Optional.empty(), OptionalLong.of(4096), Optional.empty(), false);
        thinks("summary", Optional.of("high"), OptionalLong.empty(), Optional.of("auto"), false);
        thinks("sealed thoughts", Optional.of("high"), OptionalLong.empty(), Optional.empty(), true);
    }

    private void handling() {
        ChatRequest.Handling none = ChatRequest.Handling.DEFAULT;
        Optional<String> no = Optional.empty();
        handles("service tier: flex", with(Optional.of("flex"), no, no, Optional.empty(), Map.of()));
        handles("service tier: priority", with(Optional.of("priority"), no, no, Optional.empty(), Map.of()));
        handles("user", with(no, Optional.of("user-1"), no, Optional.empty(), Map.of()));
        handles("metadata", with(no, no, no, Optional.empty(), Map.of("order", "7")));
        handles("cache key", with(no, no, Optional.of("key-1"), Optional.empty(), Map.of()));
        handles("store", with(no, no, no, Optional.of(true), Map.of()));
        handles(
                "usage in a stream",
                new ChatRequest.Handling(true, true, none.serviceTier(), none.user(), Map.of(), no, none.store()));
    }

    private static ChatRequest.Handling with(
            Optional<String> tier,
            Optional<String> user,
            Optional<String> cacheKey,
            Optional<Boolean> store,
            Map<String, String> metadata) {
        return new ChatRequest.Handling(false, false, tier, user, metadata, cacheKey, store);
    }

    private void shows(String title, Kind kind, Source source) {
        add(title, plain().showing(new Part.Media(kind, source)));
    }

    private void chooses(String title, ToolChoice choice) {
        add(
                "tool choice: " + title,
                Conversation.withTools(),
                Conversation.withTools().choosing(choice));
    }

    private void thinks(
            String title, Optional<String> effort, OptionalLong budget, Optional<String> summary, boolean sealed) {
        add(
                "reasoning: " + title,
                plain().thinking(new ReasoningWish(
                        Optional.empty(), effort, budget, summary, Optional.empty(), sealed)));
    }

    private void handles(String title, ChatRequest.Handling handling) {
        add(title, plain().handled(handling));
    }

    private void add(String title, Conversation with) {
        add(title, plain(), with);
    }

    private void add(String title, Conversation without, Conversation with) {
        list.add(new Ability(title, without.request(), with.request()));
    }

    private static Conversation plain() {
        return Conversation.plain();
    }

    private static Conversation said(Part... parts) {
        return plain().and(Message.of(Role.ASSISTANT, parts)).and(Message.of(Role.USER, new Part.Text("And?")));
    }

    private static Conversation instructedLate() {
        return plain().and(Message.of(Role.ASSISTANT, new Part.Text("Hi")))
                .and(Message.of(Role.SYSTEM, new Part.Text("Be brief.")))
                .and(Message.of(Role.USER, new Part.Text("And?")));
    }

    private static Conversation offering(Tool tool) {
        return plain().offering(List.of(tool), Optional.empty(), Optional.empty());
    }

    private static Tool function(Optional<Boolean> strict, boolean cached) {
        Tool.Function plain = Conversation.function("weather");
        return new Tool.Function(
                plain.name(),
                plain.description(),
                plain.parameters(),
                strict,
                cached ? Optional.of(HINT) : Optional.empty());
    }

    private static Tool own(String dialect, String kind, String json) {
        return new Tool.Native(dialect, kind, kind, new Json(json));
    }

    private static OutputFormat schema(Optional<String> description, Optional<Boolean> strict) {
        return new OutputFormat.JsonSchema("place", description, Conversation.SCHEMA, strict);
    }

    private static Part call(String id, String tool) {
        return new Part.ToolCall("call_" + id, tool, "{\"city\":\"Bern\"}");
    }

    private static Part result(String id, String tool) {
        return new Part.ToolResult(
                "call_" + id, Optional.of(tool), List.of(Conversation.ANSWER), false, Optional.empty());
    }

    private static Part hinted() {
        return new Part.Text("more", List.of(), Optional.of(HINT));
    }

    private static Source inline(String mediaType) {
        return new Source.Inline(mediaType, "iVBORw0KGgo=");
    }
}

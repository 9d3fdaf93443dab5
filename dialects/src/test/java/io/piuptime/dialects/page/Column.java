package io.piuptime.dialects.page;

import io.piuptime.dialects.anthropic.AnthropicCodec;
import io.piuptime.dialects.anthropic.Version;
import io.piuptime.dialects.bedrock.BedrockCodec;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.cohere.CohereCodec;
import io.piuptime.dialects.gemini.GeminiCodec;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.dialects.responses.ResponsesCodec;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.exchange.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A dialect that a provider speaks.
 *
 * @param model that is asked for, as what can be said depends on it in places
 */
record Column(ChatCodec codec, String model) {
    static List<Column> all() {
        return List.of(
                new Column(new OpenAiChatCodec(Set.of(OpenAiChatCodec.Habit.NO_THOUGHTS)), "gpt-5"),
                new Column(new ResponsesCodec(), "gpt-5"),
                new Column(new AnthropicCodec(Version.V2023_06_01), "claude-sonnet-4-5"),
                new Column(new GeminiCodec(), "gemini-2.5-pro"),
                new Column(new BedrockCodec(), "anthropic.claude-sonnet-4-5-20250929-v1:0"),
                new Column(new CohereCodec(), "command-a-reasoning-08-2025"));
    }

    /** What becomes of a wish, as a cell of a table. */
    String cell(Ability ability) {
        List<String> dropped = dropped(ability);
        String names = dropped.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        String without = body(ability.without(), new Drops());
        String with;
        try {
            with = body(ability.with(), new Drops());
        } catch (RefusedException _) {
            return "refused";
        }
        if (with.equals(without)) {
            return dropped.isEmpty() ? "=" : names;
        }
        return dropped.isEmpty() ? "✓" : "✓ without " + names;
    }

    /** The names under which the wish, or a part of it, is noted as not said. */
    List<String> dropped(Ability ability) {
        try {
            Drops before = new Drops();
            body(ability.without(), before);
            Drops after = new Drops();
            body(ability.with(), after);
            List<String> more = new ArrayList<>(after.names());
            more.removeAll(before.names());
            return more;
        } catch (RefusedException _) {
            return List.of();
        }
    }

    private String body(ChatRequest request, Drops drops) {
        return codec.writeRequest(request.forModel(model), drops).toString();
    }
}

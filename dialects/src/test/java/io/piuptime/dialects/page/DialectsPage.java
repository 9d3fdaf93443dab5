package io.piuptime.dialects.page;

import io.piuptime.dialects.chat.Feature;
import io.piuptime.gateway.authenticate.PresentedKey;
import io.piuptime.model.catalog.Quirk;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes {@code docs/dialects.md}. */
final class DialectsPage {
    private static final String HEAD = """
            # Dialects

            What each dialect can say, as the code has it: this page is generated and compared by `DialectsPageTest`
            (`mvn -pl dialects -am test -Dtest=DialectsPageTest -Dpiup.write=true -Dsurefire.failIfNoSpecifiedTests=false` writes it anew).

            A caller speaks one dialect, its target the same or another. In the same dialect the original bytes go on, and nothing on this
            page is lost: it is about the way from one dialect to another. A caller may speak `openai-chat`, `openai-responses`,
            `anthropic-messages` or `gemini`; a provider also `bedrock-converse` and `cohere-chat`. Claude on Vertex and on Bedrock
            (`vertex-anthropic`, `bedrock-anthropic`) is `anthropic-messages` in another envelope.
            """;
    private static final List<String> KEY_HEADERS = List.of("x-api-key", "x-goog-api-key", "api-key");

    private final StringBuilder text = new StringBuilder(HEAD);
    private final List<Column> columns = Column.all();
    private final List<Ability> abilities = Abilities.all();

    private DialectsPage() {}

    static String text() {
        DialectsPage page = new DialectsPage();
        page.matrix();
        page.operations();
        page.keys();
        page.signings();
        page.names();
        return page.text.toString();
    }

    private void matrix() {
        text.append("""

                ## What a target can be told

                `✓`: it is said. `=`: nothing needs to be said, because that is what happens anyway. A name: it is left out, and the
                reply's header `x-piup-dropped` has that name. `✓ without` a name: it is said but for that. A model with `strict: true`
                refuses (400) whatever has a name here. For every target of another dialect, what is kept with one provider
                (`previous_response_id`, `conversation`) is refused. What can be said depends on the model in places; asked for are %s.

                """.formatted(columns.stream()
                .map(column -> "`" + column.model() + "`")
                .distinct()
                .collect(Collectors.joining(", "))));
        row("", columns.stream().map(column -> column.codec().name()).toList());
        rule(columns.size() + 1);
        for (Ability ability : abilities) {
            row(
                    ability.title(),
                    columns.stream().map(column -> column.cell(ability)).toList());
        }
    }

    private void operations() {
        text.append("\n## Operations and paths\n\n");
        text.append(
                "Operations about one thing (chat, counting, embedding, reranking) reach targets of every dialect that has it; *other*\n");
        text.append("ones those that speak the caller's.\n\n");
        row("path", List.of("dialect", "about", "body"));
        rule(4);
        for (Operation operation : Operation.values()) {
            String path = operation.namesModelInPath() ? "/v1beta/models/MODEL" + operation.path() : operation.path();
            row(
                    "`POST " + path + "`",
                    List.of("`" + operation.wire().id() + "`", words(operation.topic()), words(operation.form())));
        }
        text.append(
                "\nPaths of Gemini's may begin with `/v1/` as well. A model's name that holds a slash is written with `%2F` there.\n");
    }

    private void keys() {
        text.append("\n## Where a caller's key may stand\n\n");
        row("place", List.of("usual with"));
        rule(2);
        row("`Authorization: Bearer KEY`", List.of("`openai-chat`, `openai-responses`"));
        Map<String, String> usual = Map.of(
                "x-api-key",
                "`anthropic-messages`",
                "x-goog-api-key",
                "`gemini`",
                "api-key",
                "OpenAI's clients for Azure");
        KEY_HEADERS.stream()
                .filter(name -> PresentedKey.fromHeaders(
                                asked -> asked.equals(name) ? Optional.of("KEY") : Optional.empty())
                        .isPresent())
                .forEach(name -> row("`" + name + ": KEY`", List.of(usual.getOrDefault(name, ""))));
        PresentedKey.fromQuery("key=KEY").ifPresent(_ -> row("`?key=KEY`", List.of("`gemini`")));
        text.append("\nEvery place is good with every dialect.\n");
    }

    private void signings() {
        text.append("\n## How providers are shown a key\n\n");
        row("dialect", List.of("signing, where its row says no other", "made of"));
        rule(3);
        for (Wire wire : Wire.values()) {
            Signing signing = wire.usualSigning();
            row(
                    "`" + wire.id() + "`",
                    List.of(
                            "`" + signing.id() + "`",
                            signing.credentials().stream()
                                    .map(name -> "`" + name + "`")
                                    .collect(Collectors.joining(", "))));
        }
    }

    private void names() {
        text.append("\n## Names in `x-piup-dropped`\n\n");
        text.append(
                "One name for one thing, whatever the dialects; *above* are those that the matrix shows. Besides these, the name of any\n");
        text.append("member that only the caller's dialect has, such as `safetySettings`.\n\n");
        Map<String, String> seen = new TreeMap<>();
        for (Column column : columns) {
            for (Ability ability : abilities) {
                column.dropped(ability)
                        .forEach(name -> seen.merge(name, "`" + column.codec().name() + "`", DialectsPage::joined));
            }
        }
        row("name", List.of("what is left out", "above, towards"));
        rule(3);
        for (Feature feature : Feature.values()) {
            row("`" + feature.id() + "`", List.of(feature.about(), seen.getOrDefault(feature.id(), "")));
        }
        text.append("\nQuirks: ")
                .append(Arrays.stream(Quirk.values())
                        .map(quirk -> "`" + words(quirk).replace(' ', '-') + "`")
                        .collect(Collectors.joining(", ")))
                .append(".\n");
    }

    private static String joined(String before, String dialect) {
        return before.contains(dialect) ? before : before + ", " + dialect;
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void row(String title, List<String> cells) {
        text.append("| ").append(title).append(" |");
        cells.forEach(cell -> text.append(' ').append(cell).append(" |"));
        text.append('\n');
    }

    private void rule(int width) {
        text.append("|---".repeat(width)).append("|\n");
    }
}

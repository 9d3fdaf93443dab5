package io.piuptime.dialects.needs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.catalog.ability.KnownAbilities;
import io.piuptime.catalog.known.Catalogue;
import io.piuptime.dialects.TestData;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.OpenAiDialect;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.ability.Abilities;
import io.piuptime.model.ability.Ability;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Provider;
import io.piuptime.model.catalog.Target;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What real providers answered was never too much for them: no filter may say that it was. */
class RecordedNeedsTest {
    /** Rows of the catalogue by files of recordings; a recorded server that is nobody's known one has none. */
    private static final Map<String, String> ROWS = Stream.of(
                    "anthropic",
                    "azure",
                    "cerebras",
                    "deepseek",
                    "groq",
                    "huggingface",
                    "mistral",
                    "openai",
                    "openrouter",
                    "together",
                    "xai",
                    "zai")
            .collect(Collectors.toMap(Function.identity(), Function.identity()));

    private static final Pattern COUNTED = Pattern.compile(
            "\"(prompt_tokens|input_tokens|promptTokenCount|cache_read_input_tokens|cache_creation_input_tokens)\":"
                    + "\\s*(\\d+)");

    private static final List<Exchange> ALL = new ArrayList<>();

    /** One recorded exchange that was answered. */
    private record Exchange(String name, String row, String model, Needs needs, long counted) {
        Abilities known() {
            Provider provider = Provider.of(row, Wire.OPENAI_CHAT, URI.create("http://p/v1"), Optional.empty());
            return BOOK.of(new Target(provider, model));
        }
    }

    private static final KnownAbilities BOOK = new KnownAbilities(Catalogue.shipped(), rows());

    @Test
    void no_target_that_answered_would_have_been_left_out() throws IOException {
        List<String> leftOut = new ArrayList<>();
        List<String> shorter = new ArrayList<>();
        int known = 0;
        for (Exchange exchange : all()) {
            Abilities abilities = exchange.known();
            known += abilities.equals(Abilities.UNKNOWN) ? 0 : 1;
            if (!exchange.needs().fits(abilities)) {
                leftOut.add(exchange + " at " + abilities + " lacks "
                        + Abilities.ids(exchange.needs().lackingIn(abilities)));
            }
            if (!exchange.needs().isLongEnough(abilities)) {
                shorter.add(exchange.name());
            }
        }
        System.out.println("recorded needs: " + all().size() + " answered chats, the target known of " + known + ", "
                + leftOut.size() + " left out, " + shorter.size() + " asked for longer answers than are known: "
                + shorter);
        assertThat(known).isGreaterThan(1_500);
        assertThat(leftOut).isEmpty();
    }

    @Test
    void prompts_are_never_told_longer_than_their_providers_counted() throws IOException {
        double most = 0;
        int counted = 0;
        for (Exchange exchange : all()) {
            if (exchange.counted() > 0) {
                counted++;
                most = Math.max(most, exchange.needs().tokens() / (double) exchange.counted());
                assertThat(exchange.needs().tokens()).as(exchange.toString()).isLessThanOrEqualTo(exchange.counted());
            }
        }
        System.out.println("recorded needs: tokens of " + counted + " prompts bound from below, at most at "
                + Math.round(100 * most) + " % of the provider's count");
        assertThat(counted).isGreaterThan(1_500);
        assertThat(most).isGreaterThan(0.1);
    }

    @Test
    void recorded_requests_need_all_kinds_of_things() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        for (Exchange exchange : all()) {
            Abilities.ids(exchange.needs().abilities()).forEach(id -> found.merge(id, 1, Integer::sum));
        }
        System.out.println("recorded needs: " + found);
        assertThat(found.keySet())
                .contains(Ability.TOOLS.id(), Ability.IMAGES.id(), Ability.FILES.id(), Ability.STRUCTURED_OUTPUT.id());
    }

    private static Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>(ROWS);
        rows.put("google", "google");
        rows.put("google-vertex", "google-vertex");
        return rows;
    }

    private static List<Exchange> all() throws IOException {
        if (ALL.isEmpty()) {
            for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
                String provider = file.getFileName().toString().replace(".jsonl", "");
                String row = switch (provider) {
                    case "gemini" -> "google";
                    case "vertex" -> "google-vertex";
                    default -> ROWS.getOrDefault(provider, "");
                };
                int line = 0;
                for (String text : Files.readAllLines(file)) {
                    line++;
                    exchange(provider + ":" + line, row, Trees.read(text)).ifPresent(ALL::add);
                }
            }
        }
        return ALL;
    }

    private static Optional<Exchange> exchange(String name, String row, JsonNode line) {
        JsonNode request = line.path("request");
        JsonNode response = line.path("response");
        String body = request.path("body").asString("");
        if (response.path("status").asInt(0) != 200 || !body.startsWith("{")) {
            return Optional.empty();
        }
        return operation(line.path("endpoint").asString(""))
                .filter(operation -> operation.namesModelInPath() || body.contains("\"model\""))
                .map(operation -> {
                    RequestFacts facts = new OpenAiDialect().read(operation, Bytes.of(body.getBytes(UTF_8)));
                    String model = facts.model().isEmpty() ? line.path("model").asString("") : facts.model();
                    return new Exchange(
                            name,
                            row,
                            model,
                            facts.needs(),
                            counted(response.path("body").asString("")));
                });
    }

    private static Optional<Operation> operation(String path) {
        return Arrays.stream(Operation.values())
                .filter(operation -> operation.topic() == Operation.Topic.CHAT)
                .filter(operation ->
                        path.endsWith(operation.namesModelInPath() ? operation.path() : operation.pathBelowVersion()))
                .findFirst();
    }

    /** What a provider counted, with what it took from its cache where it counts that beside; 0 if it does not say. */
    private static long counted(String reply) {
        Map<String, Long> most = new TreeMap<>();
        Matcher matcher = COUNTED.matcher(reply);
        while (matcher.find()) {
            most.merge(matcher.group(1), Long.valueOf(matcher.group(2)), Math::max);
        }
        return most.values().stream().mapToLong(Long::longValue).sum();
    }
}

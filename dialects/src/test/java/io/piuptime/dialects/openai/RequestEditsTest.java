package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Edit;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Both edits of a request, made together as they are on the way to a provider, on bodies written in every manner. */
class RequestEditsTest {
    private static final List<String> SPACES = List.of("", "", " ", "\n", "\t", "\r\n  ");
    private static final List<String> OPTIONS = List.of(
            "null",
            "{~}",
            "{~\"a\"~:~1~}",
            "{~\"include_usage\"~:~false~}",
            "{~\"include_usage\"~:~null~,~\"a\"~:~{~}~}",
            "{~\"a\"~:~\"}\"~,~\"include_usage\"~:~false~}");
    private static final List<String> OTHERS = List.of(
            "\"messages\"~:~[~{~\"role\"~:~\"user\"~,~\"content\"~:~\"\\\"model\\\": é\"~}~]",
            "\"metadata\"~:~{~\"model\"~:~\"inner\"~,~\"stream\"~:~false~}",
            "\"stop\"~:~[~\"}\"~,~\"]\"~,~\"\\\\\"~]",
            "\"temperature\"~:~1.50");

    private final OpenAiDialect dialect = new OpenAiDialect();
    private final Random random = new Random(20260807);

    @Test
    void change_the_model_and_the_wish_for_usage_and_nothing_else() {
        for (int i = 0; i < 20_000; i++) {
            String body = body();
            RequestFacts facts = dialect.read(Operation.CHAT_COMPLETIONS, Bytes.utf8(body));
            Edit model = new Edit(facts.modelFrom(), facts.modelTo(), dialect.modelValue("provider/ö\"x", true));
            ObjectNode expected = (ObjectNode) Recordings.JSON.readTree(body);
            ObjectNode options = expected.path("stream_options").isObject()
                    ? (ObjectNode) expected.get("stream_options")
                    : expected.putObject("stream_options");
            options.put("include_usage", true);
            expected.put("model", "provider/ö\"x");

            assertThat(edited(body, model, facts.askUsage().orElseThrow()))
                    .as(body)
                    .isEqualTo(expected);
        }
    }

    private String body() {
        List<String> members = new ArrayList<>(OTHERS.subList(0, random.nextInt(OTHERS.size() + 1)));
        members.add(random.nextBoolean() ? "\"model\"~:~\"m\"" : "\"mod\\u0065l\"~:~\"caller's\\u00f6 \\\"m\\\"\"");
        members.add("\"stream\"~:~true");
        if (random.nextBoolean()) {
            members.add("\"stream_options\"~:~" + OPTIONS.get(random.nextInt(OPTIONS.size())));
        }
        Collections.shuffle(members, random);
        String text = "~{~" + String.join("~,~", members) + "~}~";
        StringBuilder spaced = new StringBuilder();
        for (String part : text.split("~", -1)) {
            spaced.append(part).append(SPACES.get(random.nextInt(SPACES.size())));
        }
        return spaced.toString();
    }

    /** Makes both edits from the back to the front. */
    private static JsonNode edited(String body, Edit one, Edit other) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        Edit last = one.from() > other.from() ? one : other;
        Edit first = one.from() > other.from() ? other : one;
        assertThat(first.to()).isLessThanOrEqualTo(last.from());
        String after = replaced(replaced(latin, last), first);
        return Recordings.JSON.readTree(after.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String replaced(String latin, Edit edit) {
        String replacement = new String(edit.replacement().copy(), StandardCharsets.ISO_8859_1);
        return latin.substring(0, edit.from()) + replacement + latin.substring(edit.to());
    }
}

package io.piuptime.dialects.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.chat.ChatCodec.Place;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.dialects.openai.chat.OpenAiChatCodec;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.chat.Message;
import io.piuptime.model.chat.OutputFormat;
import io.piuptime.model.chat.Part;
import io.piuptime.model.chat.ReasoningWish;
import io.piuptime.model.chat.Sampling;
import io.piuptime.model.chat.Source;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCounterTest {
    /** The conversation of OpenAI's published example of counting, which has 124 tokens with newer and 129 with older models. */
    private static final String PUBLISHED = """
            {"model": "MODEL", "messages": [
              {"role": "system", "content": "You are a helpful, pattern-following assistant that translates corporate jargon into plain English."},
              {"role": "system", "name": "example_user", "content": "New synergies will help drive top-line growth."},
              {"role": "system", "name": "example_assistant", "content": "Things working well together will increase revenue."},
              {"role": "system", "name": "example_user", "content": "Let's circle back when we have more bandwidth to touch base on opportunities for increased leverage."},
              {"role": "system", "name": "example_assistant", "content": "Let's talk later when we're less busy about how to do better."},
              {"role": "user", "content": "This late pivot means we don't have time to boil the ocean for the client deliverable."}]}""";

    private static final String TOOLS = """
            {"model": "MODEL", "tools": [{"type": "function", "function": {"name": "get_current_weather",
                "description": "Get the current weather in a given location", "parameters": {"type": "object",
                "properties": {"location": {"type": "string", "description": "The city and state, e.g. San Francisco, CA"},
                  "unit": {"type": "string", "description": "The unit of temperature to return",
                    "enum": ["celsius", "fahrenheit"]}}, "required": ["location"]}}}],
              "messages": [
              {"role": "system", "content": "You are a helpful assistant that can answer to questions about the weather."},
              {"role": "user", "content": "What's the weather like in Pittsburgh?"}]}""";

    private final TokenCounter counter = new TokenCounter();

    @ParameterizedTest
    @CsvSource({"gpt-4o, 124", "gpt-4o-mini, 124", "gpt-4, 129", "gpt-3.5-turbo, 129"})
    void counts_the_published_example(String model, long tokens) {
        assertThat(counter.count(read(PUBLISHED.replace("MODEL", model))).tokens())
                .isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource({
        // "Hi" is one token; 4 for each message and 3 to begin the answer
        "gpt-4o, 1, 0, 8",
        "gpt-4o, 2, 1, 18",
        "gpt-3.5-turbo, 1, 0, 8",
        // those that reason: 2 to begin it, and 2 more for each answer
        "gpt-5, 1, 0, 7",
        "o3, 2, 1, 19"
    })
    void plain_text_is_counted_exactly(String model, int asked, int answered, long tokens) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < asked; i++) {
            messages.add(Message.of(Message.Role.USER, new Part.Text("Hi")));
        }
        for (int i = 0; i < answered; i++) {
            messages.add(Message.of(Message.Role.ASSISTANT, new Part.Text("Hi")));
        }

        assertThat(counter.count(request(model, messages))).isEqualTo(new Counted(tokens, true));
    }

    @ParameterizedTest
    @CsvSource({"gpt-4o, 101", "gpt-4, 105"})
    void tools_are_near_the_published_count_and_not_called_exact(String model, long tokens) {
        Counted counted = counter.count(read(TOOLS.replace("MODEL", model)));

        assertThat(counted.exact()).isFalse();
        assertThat(counted.tokens()).isCloseTo(tokens, Percentage.withPercentage(12));
    }

    @ParameterizedTest
    @CsvSource({
        // published: 85 and 170 for each tile of 512; a square is shortened to 768, which has four tiles
        "gpt-4o, high, 1024, 1024, 765",
        "gpt-4o, low, 1024, 1024, 85",
        "gpt-4o, high, 2048, 4096, 1105",
        "gpt-4o-mini, low, 64, 64, 2833",
        // 1024 patches of 32, times 1.62
        "gpt-5-mini, high, 1024, 1024, 1659",
        // width times height by 750
        "claude-sonnet-4-5, high, 200, 200, 53",
        "claude-sonnet-4-5, high, 1000, 1000, 1333",
        "gemini-2.5-flash, high, 300, 300, 258",
        "gemini-3-flash-preview, high, 300, 300, 1120"
    })
    void an_image_costs_what_is_published(String model, String detail, int width, int height, long tokens)
            throws IOException {
        Part.Media image = new Part.Media(
                Part.Media.Kind.IMAGE,
                new Source.Inline("image/png", png(width, height)),
                Optional.of(detail),
                Optional.empty(),
                Optional.empty());
        Counted with = counter.count(request(model, image));

        assertThat(with.exact()).isFalse();
        assertThat(with.tokens() - counter.count(request(model)).tokens()).isEqualTo(tokens);
    }

    @Test
    void an_image_at_an_address_has_a_usual_size() {
        Part.Media image = new Part.Media(Part.Media.Kind.IMAGE, new Source.Link("https://example.com/a.png", ""));

        assertThat(counter.count(request("gpt-4o", image)).tokens()
                        - counter.count(request("gpt-4o")).tokens())
                .isEqualTo(765);
    }

    @Test
    void what_is_not_only_text_is_estimated() {
        assertThat(counter.count(request("gpt-4o", new Part.Text("Hi"))).exact())
                .isTrue();
        assertThat(counter.count(request("gpt-4o", new Part.ToolCall("1", "f", "{}")))
                        .exact())
                .isFalse();
        assertThat(counter.count(request("claude-sonnet-4-5", new Part.Text("Hi")))
                        .exact())
                .isFalse();
    }

    @Test
    void more_is_never_less() {
        for (String model : List.of("gpt-4o", "claude-opus-4-8", "gemini-2.5-pro", "nova-lite", "who-knows")) {
            long before = 0;
            for (int words = 0; words < 2_000; words += 199) {
                long tokens = counter.count(request(model, new Part.Text("word ".repeat(words))))
                        .tokens();
                assertThat(tokens).as(model).isGreaterThanOrEqualTo(before);
                before = tokens;
            }
        }
    }

    @Test
    void an_estimate_follows_what_is_reported() {
        ChatRequest request = request("who-knows", new Part.Text("word ".repeat(2_000)));
        long thought = counter.count(request).tokens();
        for (int i = 0; i < 50; i++) {
            counter.lesson(request).orElseThrow().accept(thought * 3 / 2);
        }

        assertThat(counter.count(request).tokens()).isCloseTo(thought * 3 / 2, Percentage.withPercentage(2));
        assertThat(counter.count(request.forModel("another")).tokens()).isEqualTo(thought);
    }

    @Test
    void nothing_is_learned_of_what_nobody_asks_for() {
        ChatRequest request = request("who-knows", new Part.Text("Hi"));

        assertThat(counter.lesson(request)).isEmpty();
        counter.count(request);
        assertThat(counter.lesson(request)).isPresent();
    }

    @Test
    void nothing_is_learned_where_a_vocabulary_is_public_or_a_document_is_there() {
        ChatRequest exact = request("gpt-4o", new Part.Text("Hi"));
        ChatRequest document = request(
                "who-knows", new Part.Media(Part.Media.Kind.FILE, new Source.Inline("application/pdf", "AAAA")));
        counter.count(exact);
        counter.count(document);

        assertThat(counter.lesson(exact)).isEmpty();
        assertThat(counter.lesson(document)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", " ", "\n", "7", ".", "漢", "😀", "random"})
    void a_hostile_megabyte_is_counted_in_bounded_time(String piece) {
        String text = piece.equals("random") ? random(1 << 20) : piece.repeat((1 << 20) / piece.length());
        counter.count(request("gpt-4o", new Part.Text("warm")));
        long spent = cpu(request("gpt-4o", new Part.Text(text)), 1);

        System.out.println(
                "tokens: a megabyte of '" + piece.strip() + "' counted in " + spent / 1_000_000 + " ms of CPU");
        assertThat(spent).isLessThan(3_000_000_000L);
    }

    @Test
    void what_is_longer_than_any_conversation_is_no_longer_exact() {
        String words = "word ".repeat(Words.MOST_CUT / 5 - 1);

        assertThat(counter.count(request("gpt-4o", new Part.Text(words))).exact())
                .isTrue();
        Counted more = counter.count(request("gpt-4o", new Part.Text(words + words)));
        assertThat(more.exact()).isFalse();
        assertThat(more.tokens()).isCloseTo(2 * words.length() / 5, Percentage.withPercentage(10));
    }

    @Test
    void a_large_request_is_counted_in_milliseconds() {
        String prose = "The gateway takes an exchange from a caller, and sends it to a target (a provider's model). ";
        ChatRequest exact = request("gpt-4o", new Part.Text(prose.repeat(115_000 / prose.length())));
        long counting = cpu(exact, 12);
        long estimating = cpu(exact.forModel("claude-sonnet-4-5"), 12);

        System.out.println("tokens: 115 KB counted in " + counting / 1_000 + " µs, estimated in " + estimating / 1_000
                + " µs of CPU");
        assertThat(counting).isLessThan(500_000_000L);
        assertThat(estimating).isLessThan(50_000_000L);
    }

    private long cpu(ChatRequest request, int times) {
        var threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            long start = threads.getCurrentThreadCpuTime();
            assertThat(counter.count(request).tokens()).isPositive();
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        return best;
    }

    /** Characters of every plane, drawn with a fixed seed. */
    private static String random(int length) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append((char) random.nextInt(0xD800));
        }
        return text.toString();
    }

    private static ChatRequest read(String json) {
        return new OpenAiChatCodec().readRequest(Members.of(Trees.read(json)), Place.BODY);
    }

    private static ChatRequest request(String model, Part... parts) {
        return request(model, List.of(Message.of(Message.Role.USER, parts)));
    }

    private static ChatRequest request(String model, List<Message> messages) {
        return new ChatRequest(
                model,
                messages,
                ChatRequest.Tools.NONE,
                Sampling.DEFAULT,
                new OutputFormat.Text(),
                ReasoningWish.NONE,
                ChatRequest.Handling.DEFAULT,
                Map.of(),
                "openai-chat");
    }

    private static String png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", out);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}

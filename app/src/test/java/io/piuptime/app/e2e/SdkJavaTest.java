package io.piuptime.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.HttpResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonObject;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import io.piuptime.testkit.fake.EchoReplies;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Script;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own Java client, with nothing but its base URL and key changed. */
class SdkJavaTest {
    @TempDir
    private Path folder;

    private FakeOpenAi fake;
    private GatewayUnderTest gateway;
    private OpenAIClient client;

    @BeforeEach
    void start() throws Exception {
        fake = FakeOpenAi.start();
        gateway = GatewayUnderTest.start(folder, GatewayUnderTest.passingTo(fake.baseUrl()));
        client = client(gateway.key());
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
        fake.close();
    }

    @Test
    void chats() {
        ChatCompletion answer = client.chat().completions().create(chat("Hello there"));

        assertThat(answer.choices().getFirst().message().content())
                .hasValueSatisfying(text -> assertThat(text).contains("Hello there"));
        assertThat(answer.usage()).isPresent();
    }

    @Test
    void streams() {
        fake.next(Script.chat("one", " two", " three"));
        StringBuilder text = new StringBuilder();

        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("Count"))) {
            stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .forEach(choice -> choice.delta().content().ifPresent(text::append));
        }

        assertThat(text).hasToString("one two three");
    }

    @Test
    void streams_usage_when_it_asks_for_it() {
        ChatCompletionCreateParams asked = chat("Count").toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(asked)) {
            assertThat(stream.stream().flatMap(chunk -> chunk.usage().stream())).hasSize(1);
        }
    }

    @Test
    void calls_a_tool_and_tells_its_result() {
        FunctionDefinition weather = FunctionDefinition.builder()
                .name("weather")
                .parameters(FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .build())
                .build();
        ChatCompletionCreateParams asked = chat("Rain?").toBuilder()
                .addFunctionTool(weather)
                .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)
                .build();

        ChatCompletion.Choice choice =
                client.chat().completions().create(asked).choices().getFirst();

        var call = choice.message().toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(call.function().name()).isEqualTo("weather");
        assertThat(call.function().arguments()).contains("Rain?");
        ChatCompletion next = client.chat()
                .completions()
                .create(chat("Rain?").toBuilder()
                        .addMessage(choice.message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("{\"rain\":false}")
                                .build())
                        .build());
        assertThat(next.choices().getFirst().message().content()).contains("Rain?");
        assertThat(fake.last().text()).contains("\"tool_call_id\":\"call_fake\"");
    }

    @Test
    void gets_structured_output() {
        ChatCompletion answer = client.chat()
                .completions()
                .create(chat("shape").toBuilder()
                        .responseFormat(ResponseFormatJsonObject.builder().build())
                        .build());
        assertThat(answer.choices().getFirst().message().content()).contains("{\"marker\":\"shape\"}");
    }

    @Test
    void edits_a_picture_and_hears_a_sound() {
        var edited = client.images()
                .edit(ImageEditParams.builder()
                        .model("gpt-image-1")
                        .prompt("a door")
                        .image(new ByteArrayInputStream(EchoReplies.PNG))
                        .build());
        assertThat(edited.data().orElseThrow().getFirst().b64Json())
                .contains(Base64.getEncoder().encodeToString(EchoReplies.PNG));
        var heard = client.audio()
                .transcriptions()
                .create(TranscriptionCreateParams.builder()
                        .model("whisper-1")
                        .file(new ByteArrayInputStream(new byte[300_000]))
                        .build());
        assertThat(heard.asTranscription().text()).startsWith("heard");
        // this client sends the model after the file: it is spooled until the model is known
        assertThat(fake.last().bodyLength()).isGreaterThan(300_000);
        assertThat(fake.last().text().substring(300_000)).contains("whisper-1");
    }

    @Test
    void embeds_moderates_draws_and_speaks() {
        assertThat(client.embeddings()
                        .create(EmbeddingCreateParams.builder()
                                .model("text-embedding-3-small")
                                .input("some text")
                                .build())
                        .data())
                .hasSize(1);
        assertThat(client.moderations()
                        .create(ModerationCreateParams.builder()
                                .model("omni-moderation-latest")
                                .input("some text")
                                .build())
                        .results())
                .isNotEmpty();
        assertThat(client.images()
                        .generate(ImageGenerateParams.builder()
                                .model("gpt-image-1")
                                .prompt("a house")
                                .build())
                        .data())
                .isPresent();
        try (HttpResponse speech = client.audio()
                .speech()
                .create(SpeechCreateParams.builder()
                        .model("tts-1")
                        .input("some text")
                        .voice(SpeechCreateParams.Voice.UnionMember1.ALLOY)
                        .build())) {
            assertThat(speech.statusCode()).isEqualTo(200);
            assertThat(speech.headers().values("content-type")).containsExactly("audio/mpeg");
            assertThat(speech.body()).hasSameContentAs(new ByteArrayInputStream(sound("some text")));
        }
    }

    @Test
    void lists_models() {
        assertThat(client.models().list().data()).anyMatch(model -> model.id().equals("demo"));
        assertThat(client.models().retrieve("demo").id()).isEqualTo("demo");
    }

    @Test
    void learns_what_is_wrong() {
        OpenAIClient stranger = client("piup_wrong");
        assertThat(catchThrowableOfType(
                        UnauthorizedException.class,
                        () -> stranger.chat().completions().create(chat("Hi"))))
                .hasMessageContaining("401");
        stranger.close();
        fake.always(
                _ -> Script.error(429, "rate_limit_error", "Too many", new Header("x-ratelimit-limit-requests", "9")));
        assertThat(catchThrowableOfType(
                        RateLimitException.class,
                        () -> client.chat().completions().create(chat("Hi"))))
                .hasMessageContaining("Too many")
                .satisfies(told -> assertThat(told.headers().values("x-ratelimit-limit-requests"))
                        .containsExactly("9"));
        fake.always(_ -> Script.error(400, "invalid_request_error", "Not like this"));
        assertThat(catchThrowableOfType(
                        BadRequestException.class,
                        () -> client.chat().completions().create(chat("Hi"))))
                .hasMessageContaining("Not like this");
        fake.always(_ -> Script.error(404, "invalid_request_error", "No such model"));
        assertThat(catchThrowableOfType(
                        NotFoundException.class,
                        () -> client.chat().completions().create(chat("Hi"))))
                .hasMessageContaining("No such model");
    }

    @Test
    void tries_again_by_itself_after_an_overload() {
        fake.next(Script.error(503, "overloaded_error", "busy"), Script.chat("better"));

        assertThat(client.chat()
                        .completions()
                        .create(chat("Hi"))
                        .choices()
                        .getFirst()
                        .message()
                        .content())
                .contains("better");
        assertThat(fake.requests()).hasSize(2);
    }

    @Test
    void ends_the_request_upstream_when_it_stops_listening() throws Exception {
        fake.next(Script.stallAfter(Script.chat("one", "two", "three"), 3));
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(chat("Count"))) {
            assertThat(stream.stream().findFirst()).isPresent();
        }
        assertThat(fake.last().awaitClosed(Duration.ofSeconds(5))).isTrue();
    }

    /** What the fake says aloud. */
    private static byte[] sound(String text) {
        byte[] sound = new byte[4096];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (byte) (i * 31 + text.length());
        }
        return sound;
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway.url() + "/v1")
                .apiKey(key)
                .build();
    }

    private static ChatCompletionCreateParams chat(String text) {
        return ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .messages(List.of())
                .addUserMessage(text)
                .build();
    }
}

package io.piuptime.app.clients;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.net.URI;
import java.util.List;

/** OpenAI's own client, chatting. */
final class OpenAiChatClient implements ModelClient {
    private final OpenAIClient client;
    private final String model;

    OpenAiChatClient(URI gateway, String key, String model) {
        this.client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
        this.model = model;
    }

    @Override
    public Told chat(String text) {
        ChatCompletion answer = client.chat().completions().create(asked(text));
        var usage = answer.usage().orElseThrow();
        return new Told(said(answer), (int) usage.promptTokens(), (int) usage.completionTokens());
    }

    @Override
    public List<String> stream(String text) {
        ChatCompletionCreateParams asked = asked(text).toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(asked)) {
            return stream.stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .filter(piece -> !piece.isEmpty())
                    .toList();
        }
    }

    @Override
    public Used useTool(String text, String result) {
        FunctionParameters.Builder parameters = FunctionParameters.builder();
        CITY.forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
        ChatCompletionCreateParams asked = asked(text).toBuilder()
                .addFunctionTool(FunctionDefinition.builder()
                        .name(TOOL)
                        .parameters(parameters.build())
                        .build())
                .build();
        ChatCompletion.Choice choice =
                client.chat().completions().create(asked).choices().getFirst();
        var call = choice.message().toolCalls().orElseThrow().getFirst().asFunction();
        ChatCompletion answer = client.chat()
                .completions()
                .create(asked.toBuilder()
                        .addMessage(choice.message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content(result)
                                .build())
                        .build());
        return new Used(call.function().name(), call.function().arguments(), said(answer));
    }

    @Override
    public String structured(String text) {
        var schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder();
        CITY.forEach((name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
        var format = ResponseFormatJsonSchema.builder()
                .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                        .name("place")
                        .strict(true)
                        .schema(schema.build())
                        .build())
                .build();
        return said(client.chat()
                .completions()
                .create(asked(text).toBuilder().responseFormat(format).build()));
    }

    @Override
    public int refused(String text) {
        return catchThrowableOfType(OpenAIServiceException.class, () -> chat(text))
                .statusCode();
    }

    @Override
    public void close() {
        client.close();
    }

    private ChatCompletionCreateParams asked(String text) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addSystemMessage("Be short.")
                .addUserMessage(text)
                .build();
    }

    private static String said(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }
}

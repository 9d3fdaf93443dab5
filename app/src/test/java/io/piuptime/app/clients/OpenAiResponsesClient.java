package io.piuptime.app.clients;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import java.net.URI;
import java.util.List;

/** OpenAI's own client, asking for responses. */
final class OpenAiResponsesClient implements ModelClient {
    private final OpenAIClient client;
    private final String model;

    OpenAiResponsesClient(URI gateway, String key, String model) {
        this.client = OpenAIOkHttpClient.builder()
                .baseUrl(gateway + "/v1")
                .apiKey(key)
                .maxRetries(0)
                .build();
        this.model = model;
    }

    @Override
    public Told chat(String text) {
        Response answer = client.responses().create(asked().input(text).build());
        var usage = answer.usage().orElseThrow();
        return new Told(said(answer), (int) usage.inputTokens(), (int) usage.outputTokens());
    }

    @Override
    public List<String> stream(String text) {
        try (StreamResponse<ResponseStreamEvent> stream =
                client.responses().createStreaming(asked().input(text).build())) {
            return stream.stream()
                    .peek(OpenAiResponsesClient::refuseFailure)
                    .flatMap(event -> event.outputTextDelta().stream())
                    .map(delta -> delta.delta())
                    .toList();
        }
    }

    @Override
    public Used useTool(String text, String result) {
        FunctionTool.Parameters.Builder parameters = FunctionTool.Parameters.builder();
        CITY.forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
        ResponseInputItem question = ResponseInputItem.ofEasyInputMessage(EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .content(text)
                .build());
        ResponseCreateParams asked = asked().addTool(FunctionTool.builder()
                        .name(TOOL)
                        .parameters(parameters.build())
                        .strict(true)
                        .build())
                .inputOfResponse(List.of(question))
                .build();
        ResponseFunctionToolCall call = client.responses().create(asked).output().stream()
                .flatMap(item -> item.functionCall().stream())
                .findFirst()
                .orElseThrow();
        ResponseInputItem output = ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output(result)
                .build());
        Response answer = client.responses()
                .create(asked.toBuilder()
                        .inputOfResponse(List.of(question, ResponseInputItem.ofFunctionCall(call), output))
                        .build());
        return new Used(call.name(), call.arguments(), said(answer));
    }

    @Override
    public String structured(String text) {
        var schema = ResponseFormatTextJsonSchemaConfig.Schema.builder();
        CITY.forEach((name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
        var format = ResponseFormatTextJsonSchemaConfig.builder()
                .name("place")
                .strict(true)
                .schema(schema.build())
                .build();
        return said(client.responses()
                .create(asked().input(text)
                        .text(ResponseTextConfig.builder().format(format).build())
                        .build()));
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

    private ResponseCreateParams.Builder asked() {
        return ResponseCreateParams.builder()
                .model(model)
                .instructions("Be short.")
                .store(false);
    }

    /** To the library, a failure is an event like others. */
    private static void refuseFailure(ResponseStreamEvent event) {
        event.failed().ifPresent(failed -> {
            throw new IllegalStateException(failed.response().error().toString());
        });
    }

    private static String said(Response answer) {
        return answer.output().stream()
                .flatMap((ResponseOutputItem item) -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(joining());
    }
}

package io.piuptime.app.clients;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Anthropic's own client. */
final class AnthropicMessagesClient implements ModelClient {
    private final AnthropicClient client;
    private final String model;

    AnthropicMessagesClient(URI gateway, String key, String model) {
        this.client = AnthropicOkHttpClient.builder()
                .baseUrl(gateway.toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
        this.model = model;
    }

    @Override
    public Told chat(String text) {
        Message answer = client.messages().create(asked(text));
        var usage = answer.usage();
        long input = usage.inputTokens() + usage.cacheReadInputTokens().orElse(0L);
        return new Told(said(answer), (int) input, (int) usage.outputTokens());
    }

    @Override
    public List<String> stream(String text) {
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(asked(text))) {
            return stream.stream()
                    .flatMap(event -> event.contentBlockDelta().stream())
                    .flatMap(event -> event.delta().text().stream())
                    .map(delta -> delta.text())
                    .toList();
        }
    }

    @Override
    public Used useTool(String text, String result) {
        Tool.InputSchema.Builder schema = Tool.InputSchema.builder();
        CITY.forEach((name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
        MessageCreateParams asked = asked(text).toBuilder()
                .addTool(Tool.builder().name(TOOL).inputSchema(schema.build()).build())
                .build();
        Message turn = client.messages().create(asked);
        ToolUseBlock call = turn.content().stream()
                .flatMap(block -> block.toolUse().stream())
                .findFirst()
                .orElseThrow();
        ContentBlockParam told = ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                .toolUseId(call.id())
                .content(result)
                .build());
        Message answer = client.messages()
                .create(asked.toBuilder()
                        .addMessage(turn)
                        .addUserMessageOfContentBlockParams(List.of(told))
                        .build());
        Map<?, ?> arguments = call._input().convert(Map.class);
        return new Used(call.name(), JsonMapper.shared().writeValueAsString(arguments), said(answer));
    }

    @Override
    public String structured(String text) {
        var schema = JsonOutputFormat.Schema.builder();
        CITY.forEach((name, value) -> schema.putAdditionalProperty(name, JsonValue.from(value)));
        var format = JsonOutputFormat.builder().schema(schema.build()).build();
        return said(client.messages()
                .create(asked(text).toBuilder()
                        .outputConfig(OutputConfig.builder().format(format).build())
                        .build()));
    }

    @Override
    public int refused(String text) {
        return catchThrowableOfType(AnthropicServiceException.class, () -> chat(text))
                .statusCode();
    }

    @Override
    public void close() {
        client.close();
    }

    private MessageCreateParams asked(String text) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(512)
                .system("Be short.")
                .addUserMessage(text)
                .build();
    }

    private static String said(Message answer) {
        return answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(joining());
    }
}

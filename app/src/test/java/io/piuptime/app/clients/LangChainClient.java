package io.piuptime.app.clients;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** LangChain4j over any of the providers that it knows. */
final class LangChainClient implements ModelClient {
    private final ChatModel model;
    private final StreamingChatModel streaming;

    private LangChainClient(ChatModel model, StreamingChatModel streaming) {
        this.model = model;
        this.streaming = streaming;
    }

    static LangChainClient openAi(URI gateway, String key, String model) {
        String url = gateway + "/v1";
        return new LangChainClient(
                OpenAiChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .maxRetries(0)
                        .build(),
                OpenAiStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .build());
    }

    static LangChainClient anthropic(URI gateway, String key, String model) {
        String url = gateway + "/v1";
        return new LangChainClient(
                AnthropicChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .maxRetries(0)
                        .build(),
                AnthropicStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .build());
    }

    static LangChainClient gemini(URI gateway, String key, String model) {
        String url = gateway + "/v1beta";
        return new LangChainClient(
                GoogleAiGeminiChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .maxRetries(0)
                        .build(),
                GoogleAiGeminiStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .build());
    }

    @Override
    public Told chat(String text) {
        ChatResponse answer = model.chat(asked(text).build());
        var usage = answer.tokenUsage();
        return new Told(answer.aiMessage().text(), usage.inputTokenCount(), usage.outputTokenCount());
    }

    @Override
    public List<String> stream(String text) {
        Pieces pieces = new Pieces();
        streaming.chat(asked(text).build(), pieces);
        return pieces.await();
    }

    @Override
    public Used useTool(String text, String result) {
        ToolSpecification weather =
                ToolSpecification.builder().name(TOOL).parameters(city()).build();
        AiMessage turn =
                model.chat(asked(text).toolSpecifications(weather).build()).aiMessage();
        ToolExecutionRequest call = turn.toolExecutionRequests().getFirst();
        List<ChatMessage> all = new ArrayList<>(messages(text));
        all.add(turn);
        all.add(ToolExecutionResultMessage.from(call, result));
        ChatResponse answer = model.chat(
                ChatRequest.builder().messages(all).toolSpecifications(weather).build());
        return new Used(call.name(), call.arguments(), answer.aiMessage().text());
    }

    @Override
    public String structured(String text) {
        ResponseFormat format = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(
                        JsonSchema.builder().name("place").rootElement(city()).build())
                .build();
        return model.chat(asked(text).responseFormat(format).build())
                .aiMessage()
                .text();
    }

    @Override
    public int refused(String text) {
        Throwable thrown = catchThrowable(() -> chat(text));
        while (thrown != null) {
            if (thrown instanceof HttpException told) {
                return told.statusCode();
            }
            thrown = thrown.getCause();
        }
        throw new AssertionError("no status was told for: " + text);
    }

    @Override
    public void close() {
        // it holds nothing open
    }

    private static List<ChatMessage> messages(String text) {
        return List.of(SystemMessage.from("Be short."), UserMessage.from(text));
    }

    private static ChatRequest.Builder asked(String text) {
        return ChatRequest.builder().messages(messages(text));
    }

    private static JsonObjectSchema city() {
        return JsonObjectSchema.builder()
                .addStringProperty("city")
                .required("city")
                .additionalProperties(false)
                .build();
    }

    private static final class Pieces implements StreamingChatResponseHandler {
        private final List<String> pieces = new CopyOnWriteArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable Throwable error;

        @Override
        public void onPartialResponse(String piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse whole) {
            end.countDown();
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
            end.countDown();
        }

        private List<String> await() {
            try {
                if (!end.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("the stream did not end, so far: " + pieces);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
            if (error != null) {
                throw new AssertionError("the stream failed", error);
            }
            return pieces.stream().filter(piece -> !piece.isEmpty()).toList();
        }
    }
}

package io.piuptime.app.clients;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Google's own client for Gemini. */
final class GoogleGenAiClient implements ModelClient {
    private final Client client;
    private final String model;

    GoogleGenAiClient(URI gateway, String key, String model) {
        this.client = Client.builder()
                .apiKey(key)
                .vertexAI(false)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(gateway.toString())
                        .retryOptions(HttpRetryOptions.builder().attempts(1))
                        .build())
                .build();
        this.model = model;
    }

    @Override
    public Told chat(String text) {
        GenerateContentResponse answer = client.models.generateContent(model, text, config().build());
        var usage = answer.usageMetadata().orElseThrow();
        int output = usage.candidatesTokenCount().orElse(0)
                + usage.thoughtsTokenCount().orElse(0);
        return new Told(said(answer), usage.promptTokenCount().orElse(0), output);
    }

    @Override
    public List<String> stream(String text) {
        List<String> pieces = new ArrayList<>();
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(model, text, config().build())) {
            for (GenerateContentResponse chunk : stream) {
                String piece = said(chunk);
                if (!piece.isEmpty()) {
                    pieces.add(piece);
                }
            }
        }
        return pieces;
    }

    @Override
    public Used useTool(String text, String result) {
        FunctionDeclaration weather = FunctionDeclaration.builder()
                .name(TOOL)
                .parametersJsonSchema(CITY)
                .build();
        GenerateContentConfig config = config().tools(
                        Tool.builder().functionDeclarations(weather).build())
                .build();
        Content question = Content.fromParts(Part.fromText(text));
        GenerateContentResponse turn = client.models.generateContent(model, List.of(question), config);
        FunctionCall call = requireNonNull(turn.parts(), "parts").stream()
                .flatMap(part -> part.functionCall().stream())
                .findFirst()
                .orElseThrow();
        FunctionResponse.Builder told =
                FunctionResponse.builder().name(call.name().orElseThrow()).response(Map.of("output", result));
        call.id().ifPresent(told::id);
        Content back = Content.builder()
                .role("user")
                .parts(Part.builder().functionResponse(told.build()).build())
                .build();
        Content called = turn.candidates().orElseThrow().getFirst().content().orElseThrow();
        GenerateContentResponse answer = client.models.generateContent(model, List.of(question, called, back), config);
        String arguments = JsonMapper.shared().writeValueAsString(call.args().orElseThrow());
        return new Used(call.name().orElseThrow(), arguments, said(answer));
    }

    @Override
    public String structured(String text) {
        GenerateContentConfig config = config().responseMimeType("application/json")
                .responseJsonSchema(CITY)
                .build();
        return said(client.models.generateContent(model, text, config));
    }

    @Override
    public int refused(String text) {
        return catchThrowableOfType(ApiException.class, () -> chat(text)).code();
    }

    @Override
    public void close() {
        client.close();
    }

    private static GenerateContentConfig.Builder config() {
        return GenerateContentConfig.builder().systemInstruction(Content.fromParts(Part.fromText("Be short.")));
    }

    private static String said(GenerateContentResponse answer) {
        return requireNonNullElse(answer.text(), "");
    }
}

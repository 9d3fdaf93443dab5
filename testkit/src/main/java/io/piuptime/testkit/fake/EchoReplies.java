package io.piuptime.testkit.fake;

import io.piuptime.testkit.raw.Header;
import io.piuptime.testkit.script.Asked;
import io.piuptime.testkit.script.Script;
import io.piuptime.testkit.script.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the fake says when no script tells it otherwise: an answer that repeats the request's marker. */
public final class EchoReplies implements Function<Received, Script> {
    /** A pixel. */
    public static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SPEECH_BYTES = 4096;

    @Override
    public Script apply(Received received) {
        Asked asked = received.asked();
        String path = received.path().replaceFirst("^.*/v1/", "");
        return switch (path) {
            case "chat/completions" -> chat(asked);
            case "completions" -> completion(asked);
            case "embeddings" -> embeddings(asked);
            case "moderations" -> moderation(asked);
            case "images/generations", "images/edits", "images/variations" -> image();
            case "audio/speech" -> speech(asked);
            case "audio/transcriptions", "audio/translations" -> transcription(asked);
            case "models" -> Script.answer(200, "{\"object\":\"list\",\"data\":[" + model("fake") + "]}");
            default ->
                path.startsWith("models/")
                        ? Script.answer(200, model(path.substring("models/".length())))
                        : Script.error(
                                404, "invalid_request_error", "Invalid URL (" + received.method() + " " + path + ")");
        };
    }

    private static Script chat(Asked asked) {
        JsonNode choice = asked.json().path("tool_choice");
        if (choice.isObject() || choice.asString("").equals("required")) {
            String tool = asked.json()
                    .path("tools")
                    .path(0)
                    .path("function")
                    .path("name")
                    .asString("tool");
            return chat(asked, words(json(asked)), "tool_calls", Optional.of(tool));
        }
        boolean text = asked.json()
                .path("response_format")
                .path("type")
                .asString("text")
                .equals("text");
        return chat(asked, words(text ? asked.marker() : json(asked)), "stop", Optional.empty());
    }

    private static Script chat(Asked asked, List<String> tokens, String finish, Optional<String> tool) {
        Usage usage = new Usage(asked.words(), tokens.size());
        return new Script.Chat(tokens, Optional.of(usage), finish, tool, Duration.ZERO);
    }

    private static Script completion(Asked asked) {
        List<String> tokens = words(asked.marker());
        if (!asked.stream()) {
            ObjectNode body = textCompletion(asked, asked.marker(), "stop");
            body.set("usage", JSON.readTree(new Usage(asked.words(), tokens.size()).json()));
            return Script.answer(200, body.toString());
        }
        List<String> frames = new ArrayList<>();
        tokens.forEach(token -> frames.add("data: " + textCompletion(asked, token, null) + "\n\n"));
        frames.add("data: " + textCompletion(asked, "", "stop") + "\n\n");
        if (asked.usage()) {
            ObjectNode last = textCompletion(asked, "", null);
            last.putArray("choices");
            last.set("usage", JSON.readTree(new Usage(asked.words(), tokens.size()).json()));
            frames.add("data: " + last + "\n\n");
        }
        frames.add("data: [DONE]\n\n");
        return Script.stream(Duration.ZERO, frames.toArray(String[]::new));
    }

    private static ObjectNode textCompletion(Asked asked, String text, @Nullable String finish) {
        ObjectNode body = JSON.createObjectNode()
                .put("id", "cmpl-fake")
                .put("object", "text_completion")
                .put("created", 1_700_000_000)
                .put("model", asked.model());
        body.putArray("choices")
                .addObject()
                .put("text", text)
                .put("index", 0)
                .putNull("logprobs")
                .put("finish_reason", finish);
        return body;
    }

    private static Script embeddings(Asked asked) {
        JsonNode input = asked.json().path("input");
        boolean many = input.isArray() && !input.path(0).isNumber();
        boolean base64 = asked.json().path("encoding_format").asString("").equals("base64");
        ObjectNode body = JSON.createObjectNode().put("object", "list").put("model", asked.model());
        ArrayNode data = body.putArray("data");
        for (int i = 0; i < (many ? input.size() : 1); i++) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
            float[] vector = vector(many ? input.path(i) : input);
            if (base64) {
                one.put("embedding", base64(vector));
            } else {
                ArrayNode numbers = one.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
        }
        body.putObject("usage").put("prompt_tokens", asked.words()).put("total_tokens", asked.words());
        return Script.answer(200, body.toString());
    }

    private static float[] vector(JsonNode input) {
        int seed = input.toString().hashCode();
        float[] vector = new float[8];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = ((seed >>> (i * 4)) & 15) / 16f;
        }
        return vector;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static Script moderation(Asked asked) {
        return Script.answer(
                200,
                "{\"id\":\"modr-fake\",\"model\":" + quoted(asked.model())
                        + ",\"results\":[{\"flagged\":false,\"categories\":{\"hate\":false},"
                        + "\"category_scores\":{\"hate\":0.001}}]}");
    }

    private static Script image() {
        String png = Base64.getEncoder().encodeToString(PNG);
        return Script.answer(
                200,
                "{\"created\":1700000000,\"data\":[{\"b64_json\":\"" + png + "\"}],\"usage\":{\"input_tokens\":3,"
                        + "\"output_tokens\":7,\"total_tokens\":10,"
                        + "\"input_tokens_details\":{\"text_tokens\":3,\"image_tokens\":0}}}");
    }

    private static Script speech(Asked asked) {
        byte[] sound = new byte[SPEECH_BYTES];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (byte) (i * 31 + asked.marker().length());
        }
        return new Script.Stream(
                200,
                List.of(new Header("content-type", "audio/mpeg")),
                List.of(Buffer.buffer(sound)),
                Duration.ZERO,
                1024);
    }

    private static Script transcription(Asked asked) {
        return Script.answer(
                200,
                "{\"text\":" + quoted("heard by " + asked.model() + " " + asked.marker())
                        + ",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":4,\"total_tokens\":18,"
                        + "\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":14}}}");
    }

    private static String model(String id) {
        return "{\"id\":" + quoted(id) + ",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"fake\"}";
    }

    private static String json(Asked asked) {
        return "{\"marker\":" + quoted(asked.marker()) + "}";
    }

    /** Words with the space before them, as tokens come. */
    private static List<String> words(String text) {
        return List.of(text.split("(?<=\\S)(?=\\s)", -1));
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}

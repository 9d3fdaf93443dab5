package io.piuptime.app.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Vectors of length 1 that depend on nothing but the text: alike for like texts, and without any meaning. */
final class DemoEmbeddings {
    static final int DIMENSIONS = 256;

    private DemoEmbeddings() {}

    static ObjectNode answer(JsonNode request) {
        String model = DemoModels.require(request);
        List<String> texts = texts(request.path("input"));
        boolean base64 = request.path("encoding_format").asString("float").equals("base64");
        ObjectNode answer = JsonMapper.shared().createObjectNode().put("object", "list");
        var data = answer.putArray("data");
        int tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
            float[] vector = vector(texts.get(i));
            if (base64) {
                entry.put("embedding", Base64.getEncoder().encodeToString(littleEndian(vector)));
            } else {
                var numbers = entry.putArray("embedding");
                for (float number : vector) {
                    numbers.add(number);
                }
            }
            tokens += DemoAnswer.count(texts.get(i));
        }
        answer.put("model", model);
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    static float[] vector(String text) {
        CRC32 seed = new CRC32();
        seed.update(text.getBytes(StandardCharsets.UTF_8));
        SplittableRandom random = new SplittableRandom(seed.getValue());
        double[] wide = random.doubles(DIMENSIONS, -1, 1).toArray();
        double square = 0;
        for (double number : wide) {
            square += number * number;
        }
        float[] unit = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            unit[i] = (float) (wide[i] / Math.sqrt(square));
        }
        return unit;
    }

    private static List<String> texts(JsonNode input) {
        if (input.isString()) {
            return List.of(input.asString());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : input) {
            texts.add(element.isString() ? element.asString() : element.toString());
        }
        if (texts.isEmpty()) {
            throw DemoError.badRequest("input: none (expected: a text or an array of texts)");
        }
        return texts;
    }

    private static byte[] littleEndian(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }
}

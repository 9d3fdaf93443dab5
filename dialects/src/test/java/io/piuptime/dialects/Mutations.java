package io.piuptime.dialects;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Changes bytes at random: flips, removes, doubles and inserts, with a liking for what means something. */
public final class Mutations {
    private static final byte[][] MEANINGFUL = {
        bytes("\""),
        bytes("\\"),
        bytes("{"),
        bytes("}"),
        bytes("["),
        bytes("]"),
        bytes(","),
        bytes(":"),
        bytes("\n"),
        bytes("\r"),
        bytes("\r\n"),
        bytes("\n\n"),
        bytes("0"),
        bytes("-"),
        bytes("1e5"),
        bytes("."),
        bytes("null"),
        bytes("true"),
        bytes("\\u0061"),
        bytes("\\ud800"),
        bytes("data:"),
        bytes("data: [DONE]\n\n"),
        bytes("event: error\n"),
        bytes(": x"),
        bytes("\u00c3\u00a9"),
        bytes("\u00c3"),
        bytes("\u00ef\u00bb\u00bf"),
        bytes("\u0000"),
        bytes("\u00ff"),
        bytes(" "),
        bytes("\"model\":\"m\","),
        bytes("\"stream\":true,"),
        bytes("\"usage\":{\"prompt_tokens\":1},")
    };

    private final RandomGenerator random;

    public Mutations(RandomGenerator random) {
        this.random = random;
    }

    public byte[] mutate(byte[] original) {
        byte[] bytes = original;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1 + random.nextInt(30)));
        return switch (random.nextInt(5)) {
            case 0 -> spliced(bytes, from, to, new byte[0]);
            case 1 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 2 -> spliced(bytes, from, Math.min(bytes.length, from + 1), new byte[] {(byte) random.nextInt(256)});
            default -> spliced(bytes, from, from, MEANINGFUL[random.nextInt(MEANINGFUL.length)]);
        };
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, from);
        spliced.writeBytes(between);
        spliced.write(bytes, to, bytes.length - to);
        return spliced.toByteArray();
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package io.piuptime.stores.redis;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A program in Lua that Redis runs in one step. It returns an array of whole numbers.
 *
 * @param sha by which Redis knows it once it has seen it
 */
public record Script(String text, String sha) {
    public Script {
        requireNonNull(text, "text");
        requireNonNull(sha, "sha");
    }

    /** The program of a text. */
    public static Script of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is in every JDK", e);
        }
    }

    /** This program over some keys, which in a cluster must share their slot: write what they share in braces. */
    public Call on(List<String> keys, String... arguments) {
        return new Call(this, keys, List.of(arguments));
    }

    /** One run of a program. */
    public record Call(Script script, List<String> keys, List<String> arguments) {
        public Call {
            requireNonNull(script, "script");
            keys = List.copyOf(keys);
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What became of one run among several.
     *
     * @param known whether an answer came in time; without one it may have run or not
     * @param numbers that the program returned; none when not known
     */
    public record Answer(boolean known, List<Long> numbers) {
        static final Answer UNKNOWN = new Answer(false, List.of());

        public Answer {
            numbers = List.copyOf(numbers);
        }
    }
}

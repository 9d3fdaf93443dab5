package io.piuptime.dialects.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An end user's id, which callers of Anthropic fill with whole documents and OpenAI takes up to 64 characters of. */
public final class EndUser {
    private static final int LONGEST = 64;

    private EndUser() {}

    /** The id itself, or if that is too long its SHA-256 in hexadecimal digits: another one, but the same for each request of the user. */
    public static String shortened(String id) {
        return id.length() <= LONGEST ? id : HexFormat.of().formatHex(sha256().digest(id.getBytes(UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

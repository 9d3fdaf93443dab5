package io.piuptime.dialects.quirks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ids of tool calls as nine letters or digits. One that is so already stays; another becomes what its digest says, so that it
 * is the same in every turn of a conversation and a provider's cache of the beginning still fits.
 */
final class ShortIds {
    private static final int LENGTH = 9;
    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9]{" + LENGTH + "}");
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(LETTERS.length());

    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    void apply(ObjectNode body) {
        MessageEdits.each(body, message -> {
            for (JsonNode call : message.path("tool_calls")) {
                if (call instanceof ObjectNode object) {
                    shorten(object, "id");
                }
            }
            shorten(message, "tool_call_id");
        });
    }

    private void shorten(ObjectNode object, String name) {
        JsonNode id = object.path(name);
        if (id.isString()) {
            object.put(name, ids.computeIfAbsent(id.stringValue(), this::fresh));
        }
    }

    /** Two ids of one request never become the same. */
    private String fresh(String id) {
        String made = SHORT.matcher(id).matches() ? id : digest(id);
        for (int again = 1; !taken.add(made); again++) {
            made = digest(id + "#" + again);
        }
        return made;
    }

    private static String digest(String text) {
        BigInteger number = new BigInteger(1, sha256(text));
        StringBuilder id = new StringBuilder(LENGTH);
        while (id.length() < LENGTH) {
            id.append(LETTERS.charAt(number.mod(BASE).intValue()));
            number = number.divide(BASE);
        }
        return id.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 (expected: part of every JDK)", e);
        }
    }
}

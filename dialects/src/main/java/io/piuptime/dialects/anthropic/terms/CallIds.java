package io.piuptime.dialects.anthropic.terms;

import io.piuptime.dialects.chat.PlainText;

/** Ids of calls as Anthropic takes them. */
public final class CallIds {
    private static final int MAX = 64;

    private CallIds() {}

    /** The id if it is taken as it is; else one made of it, the same for a call and its result. */
    public static String taken(String id) {
        if (id.length() <= MAX && PlainText.is(id, "_-")) {
            return id;
        }
        String hash = Integer.toHexString(id.hashCode());
        String plain = PlainText.of(id, "_-");
        return plain.substring(0, Math.min(plain.length(), MAX - hash.length() - 1)) + "_" + hash;
    }
}

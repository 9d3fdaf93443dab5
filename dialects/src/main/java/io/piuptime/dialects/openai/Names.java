package io.piuptime.dialects.openai;

import java.nio.charset.StandardCharsets;

/** The members that are looked for, as bytes to compare with. */
final class Names {
    static final byte[] MODEL = ascii("model");
    static final byte[] STREAM = ascii("stream");
    static final byte[] STREAM_OPTIONS = ascii("stream_options");
    static final byte[] INCLUDE_USAGE = ascii("include_usage");
    static final byte[] MESSAGES = ascii("messages");
    static final byte[] PREVIOUS_RESPONSE_ID = ascii("previous_response_id");
    static final byte[] STORE = ascii("store");
    static final byte[] FILE_ID = ascii("file_id");
    static final byte[] USER = ascii("user");
    static final byte[] SAFETY_IDENTIFIER = ascii("safety_identifier");
    static final byte[] PROMPT_CACHE_KEY = ascii("prompt_cache_key");
    static final byte[] METADATA = ascii("metadata");
    static final byte[] USER_ID = ascii("user_id");
    static final byte[] CHOICES = ascii("choices");
    static final byte[] DELTA = ascii("delta");
    static final byte[] TEXT = ascii("text");
    static final byte[] MESSAGE = ascii("message");
    static final byte[] ROLE = ascii("role");
    static final byte[] FINISH_REASON = ascii("finish_reason");
    static final byte[] USAGE = ascii("usage");
    static final byte[] SERVICE_TIER = ascii("service_tier");
    static final byte[] X_GROQ = ascii("x_groq");
    static final byte[] ERROR = ascii("error");
    static final byte[] TYPE = ascii("type");
    static final byte[] CODE = ascii("code");
    static final byte[] STATUS = ascii("status");
    static final byte[] STATUS_CODE = ascii("status_code");

    private Names() {}

    static byte[] ascii(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}

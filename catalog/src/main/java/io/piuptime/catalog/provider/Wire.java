package io.piuptime.catalog.provider;

import io.piuptime.catalog.row.Row;

/** A wire format that a provider can speak. */
public enum Wire {
    OPENAI_CHAT,
    OPENAI_RESPONSES,
    ANTHROPIC_MESSAGES,
    GEMINI,
    BEDROCK_CONVERSE,
    COHERE;

    /** Its name in rows. */
    public String id() {
        return Row.written(this);
    }
}

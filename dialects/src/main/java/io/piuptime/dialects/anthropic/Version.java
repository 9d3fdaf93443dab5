package io.piuptime.dialects.anthropic;

import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Feature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A version of the Messages API, as the header {@code anthropic-version} names it. Both are read; one is written. */
public enum Version {
    V2023_06_01("2023-06-01"),
    /**
     * Refuses to be told how tokens are chosen, documents that the assistant shows, and citations in the user's words. What is
     * answered is the same.
     */
    V2026_10_21("2026-10-21");

    private static final String CITATIONS = "citations";

    private final String header;

    Version(String header) {
        this.header = header;
    }

    /** The header's value. */
    public String header() {
        return header;
    }

    boolean takesSampling() {
        return this == V2023_06_01;
    }

    /** Takes out of a message what this version refuses there. */
    void settle(String role, ArrayNode blocks, Drops drops) {
        if (this == V2023_06_01) {
            return;
        }
        if (role.equals("assistant")) {
            int said = blocks.size();
            if (blocks.removeIf(block -> isOf(block, "document")).size() < said) {
                drops.add(Feature.FILE);
            }
        } else {
            for (JsonNode block : blocks) {
                if (isOf(block, "text")
                        && block instanceof ObjectNode text
                        && !removed(text).isEmpty()) {
                    drops.add(Feature.CITATIONS);
                }
            }
        }
    }

    private static boolean isOf(JsonNode block, String type) {
        return block.path("type").asString("").equals(type);
    }

    private static JsonNode removed(ObjectNode text) {
        JsonNode citations = text.path(CITATIONS);
        text.remove(CITATIONS);
        return citations;
    }
}

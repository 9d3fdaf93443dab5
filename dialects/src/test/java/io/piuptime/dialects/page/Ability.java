package io.piuptime.dialects.page;

import io.piuptime.model.chat.ChatRequest;

/**
 * Something that a request can ask for.
 *
 * @param without the same request that does not ask for it
 */
record Ability(String title, ChatRequest without, ChatRequest with) {}

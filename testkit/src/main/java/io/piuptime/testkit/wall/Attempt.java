package io.piuptime.testkit.wall;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * A request that reached the wall.
 *
 * @param at seconds since the last reset
 * @param number of the attempts at its model since the last reset, from 1
 * @param action what the wall did, its status first
 * @param leftAfter seconds until the client hung up while the wall was waiting
 */
public record Attempt(double at, Chat chat, int number, String action, OptionalDouble leftAfter) {
    public Attempt {
        requireNonNull(chat, "chat");
        requireNonNull(action, "action");
        requireNonNull(leftAfter, "leftAfter");
    }

    /** The model's name without a provider's prefix. */
    public String model() {
        return chat.name();
    }

    public boolean isAnswered() {
        return action.startsWith("200");
    }

    public boolean isPrefillRefused() {
        return action.startsWith("400 prefill");
    }

    /** One line for people: when, at which model, what happened. */
    public String line() {
        return "%.2f s %s #%d: %s".formatted(at, model(), number, action);
    }
}

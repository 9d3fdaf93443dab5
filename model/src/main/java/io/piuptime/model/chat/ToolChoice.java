package io.piuptime.model.chat;

import java.util.List;

/** Whether tools are to be called. */
public sealed interface ToolChoice {
    /** As the model likes. */
    record Auto() implements ToolChoice {}

    /** Not at all. */
    record None() implements ToolChoice {}

    /** At least one. */
    record Any() implements ToolChoice {}

    /** This one. */
    record Named(String name) implements ToolChoice {}

    /** Some of these only. */
    record OneOf(List<String> names, boolean required) implements ToolChoice {
        public OneOf {
            names = List.copyOf(names);
        }
    }
}

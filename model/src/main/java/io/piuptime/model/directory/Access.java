package io.piuptime.model.directory;

import java.util.List;

/**
 * What is allowed at one level; a request has to be allowed by all levels above it.
 *
 * @param models names and wildcards of models; empty = all
 * @param endpoints names of operations such as {@code chat} and {@code embeddings}; empty = all
 * @param addresses networks that callers come from, {@code 10.0.0.0/8} or {@code 2001:db8::/32}; empty = all
 */
public record Access(List<String> models, List<String> endpoints, List<String> addresses) {
    /** Allows all. */
    public static final Access ALL = new Access(List.of(), List.of(), List.of());

    public Access {
        models = List.copyOf(models);
        endpoints = List.copyOf(endpoints);
        addresses = List.copyOf(addresses);
    }

    /** Allows these models, or all if there is none among them. */
    public static Access to(List<String> models) {
        return models.isEmpty() ? ALL : new Access(models, List.of(), List.of());
    }
}

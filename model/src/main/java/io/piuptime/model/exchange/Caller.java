package io.piuptime.model.exchange;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Who sends an exchange: the key it came with.
 *
 * @param keyId public id of the key
 * @param name what the key's owner called it
 * @param models names and wildcards of the models it may use; empty = all
 */
public record Caller(String keyId, String name, List<String> models) {
    public Caller {
        requireNonNull(keyId, "keyId");
        requireNonNull(name, "name");
        models = List.copyOf(models);
    }
}

package io.piuptime.app.config.known;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;

/**
 * A server of models that was found on this machine.
 *
 * @param name by which it is offered: {@code ollama}
 * @param row name of the catalogue's row for its kind
 * @param models what it says it has
 */
public record LocalServer(String name, String row, URI baseUrl, List<String> models) {
    public LocalServer {
        requireNonNull(name, "name");
        requireNonNull(row, "row");
        requireNonNull(baseUrl, "baseUrl");
        models = List.copyOf(models);
    }
}

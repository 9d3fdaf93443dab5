package io.piuptime.app.config.condition;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.routing.Facts;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers of a request as a map to look names up in. Its names are not listed, so no condition can go through them. */
final class HeaderMap extends AbstractMap<String, String> {
    private final Facts facts;

    HeaderMap(Facts facts) {
        this.facts = requireNonNull(facts, "facts");
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && facts.header(text).isPresent();
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        return name instanceof String text ? facts.header(text).orElse(null) : null;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        throw new UnsupportedOperationException("headers listed (expected: looked up by name)");
    }
}

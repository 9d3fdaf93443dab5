package io.piuptime.gateway.pressure;

import static java.util.Objects.requireNonNull;

/** A watch whose level a test sets. */
public final class RuledWatch implements Watch {
    private final Resource resource;
    private volatile Level level = Level.GREEN;

    public RuledWatch(Resource resource) {
        this.resource = requireNonNull(resource, "resource");
    }

    public void set(Level next) {
        level = requireNonNull(next, "next");
    }

    @Override
    public Resource resource() {
        return resource;
    }

    @Override
    public Level level(long now) {
        return level;
    }
}

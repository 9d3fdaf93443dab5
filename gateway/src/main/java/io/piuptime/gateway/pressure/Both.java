package io.piuptime.gateway.pressure;

/** Two watches that are right only where they agree: the lower of their levels counts. */
public record Both(Watch one, Watch other) implements Watch {
    @Override
    public Resource resource() {
        return one.resource();
    }

    @Override
    public Level level(long now) {
        // both are asked, for both remember
        return Level.least(one.level(now), other.level(now));
    }
}

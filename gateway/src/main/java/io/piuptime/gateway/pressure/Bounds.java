package io.piuptime.gateway.pressure;

/**
 * From which reading on a level is reached.
 *
 * @param yellow the least of them
 * @param red not below yellow
 * @param black not below red; {@link #NEVER} where it takes more than this to be that bad
 */
public record Bounds(double yellow, double red, double black) {
    /** Not reached by any reading. */
    public static final double NEVER = Double.POSITIVE_INFINITY;

    public Bounds {
        if (!(yellow > 0 && yellow <= red && red <= black)) {
            throw new IllegalArgumentException(
                    "bounds: " + yellow + ", " + red + ", " + black + " (expected: above 0, in ascending order)");
        }
    }

    /** The level of a reading. */
    Level of(double reading) {
        if (reading >= black) {
            return Level.BLACK;
        }
        if (reading >= red) {
            return Level.RED;
        }
        return reading >= yellow ? Level.YELLOW : Level.GREEN;
    }
}

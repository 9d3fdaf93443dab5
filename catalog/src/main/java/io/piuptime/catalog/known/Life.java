package io.piuptime.catalog.known;

import static java.util.Objects.requireNonNull;

/**
 * Where a model stands in its life.
 *
 * @param released {@code 2025-08-07} or {@code 2025-08}, or empty if not known
 * @param knowledge what it knows goes until then; written the same way
 */
public record Life(Stage stage, String released, String knowledge) {
    public static final Life UNKNOWN = new Life(Stage.CURRENT, "", "");

    public Life {
        requireNonNull(stage, "stage");
        requireNonNull(released, "released");
        requireNonNull(knowledge, "knowledge");
    }
}

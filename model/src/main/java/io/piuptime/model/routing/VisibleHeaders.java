package io.piuptime.model.routing;

import java.util.List;

/** Which headers of a request conditions may look at: none that could show who somebody is. */
public final class VisibleHeaders {
    private static final List<String> TELLTALE =
            List.of("auth", "cookie", "key", "token", "secret", "password", "credential", "signature");

    private static final String OUR_KEYS = "piup_";

    private VisibleHeaders() {}

    /**
     * Whether a header of this name is visible.
     *
     * @param name in lower case
     */
    public static boolean isVisible(String name) {
        for (String part : TELLTALE) {
            if (name.contains(part)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a header of this name is visible with this value: keys of ours are not, wherever they stand. */
    public static boolean isVisible(String name, String value) {
        return isVisible(name) && !value.contains(OUR_KEYS);
    }
}

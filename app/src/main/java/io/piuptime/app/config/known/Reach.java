package io.piuptime.app.config.known;

import io.piuptime.model.catalog.Secret;
import java.net.URI;
import java.util.Optional;

/** What the catalogue and the environment say of how a provider is reached. */
public sealed interface Reach {
    /**
     * Enough is known.
     *
     * @param row name of the catalogue's row
     * @param apiKey of the environment, if one is there
     * @param asksUsage whether its streams may be asked for usage
     */
    record Known(String row, URI baseUrl, Optional<Secret> apiKey, boolean asksUsage) implements Reach {}

    /** Something is missing; both texts are for people. */
    record Missing(String what, String expected) implements Reach {}
}

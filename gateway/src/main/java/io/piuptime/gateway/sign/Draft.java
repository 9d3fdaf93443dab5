package io.piuptime.gateway.sign;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Signing;
import io.piuptime.model.catalog.Target;
import java.net.URI;
import java.util.List;

/**
 * A request that is ready but for its proof.
 *
 * @param base of the provider
 * @param path below it, with its query, or a query alone
 * @param body in pieces; none if it is not known yet
 */
public record Draft(Target target, Signing signing, URI base, String path, List<Bytes> body) {
    public Draft {
        body = List.copyOf(body);
    }

    /** The whole address. */
    public URI uri() {
        return URI.create(base + path);
    }
}

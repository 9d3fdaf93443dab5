package io.piuptime.gateway.authorize.owned;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what callers and providers tell of objects. Used from many threads; throws a
 * {@link io.piuptime.model.exchange.RefusedException} where something is not what it should be.
 */
public interface ObjectReader {
    /** The object that a reply is. */
    Told one(Bytes reply);

    /** The objects that a reply lists. */
    Page page(Bytes reply);

    /** A list with these objects, and whether more follow. */
    Bytes list(List<Told> objects, boolean more);

    /** The file that a wish for a batch names. */
    Optional<String> inputFile(Bytes wish);

    /** The files that a question names. */
    Set<String> files(Bytes question);

    /** The id of a response of which the beginning is there, as one value or as a stream; empty when it is not there yet. */
    Optional<String> response(Bytes beginning);

    /**
     * What a provider tells of an object.
     *
     * @param expires when the provider forgets it
     * @param files that were made for it: a batch's output and its errors
     * @param text of it
     */
    record Told(String id, Optional<Instant> expires, List<String> files, Bytes text) {
        public Told {
            requireNonNull(id, "id");
            requireNonNull(expires, "expires");
            files = List.copyOf(files);
            requireNonNull(text, "text");
        }
    }

    /** A page of a list, and whether more follow. */
    record Page(List<Told> objects, boolean more) {
        public Page {
            objects = List.copyOf(objects);
        }
    }
}

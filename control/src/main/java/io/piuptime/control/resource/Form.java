package io.piuptime.control.resource;

import io.piuptime.control.access.Caller;
import io.piuptime.control.api.Json;
import io.piuptime.control.api.Moments;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.directory.DirectoryStore.Witness;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is particular about one kind of entries.
 *
 * @param <E> the kind's type
 */
interface Form<E extends Entry> {
    Kind kind();

    Class<E> type();

    /** What lists of it can be narrowed by, besides the name. */
    Set<String> filters();

    /**
     * The entry that a body describes.
     *
     * @throws io.piuptime.control.api.Problem when it describes none, with all that is wrong
     */
    E read(Draft<E> draft);

    /** The entry's fields as the API shows them, without those that all kinds have. */
    Map<String, Object> view(E entry);

    /**
     * Refuses what no permission allows, such as giving more than one has.
     *
     * @param after empty when the entry is removed
     * @return another entry beside which alone the change is right: it has to be as it is when that is made
     */
    default Optional<Witness> guard(Caller caller, Optional<E> before, Optional<E> after) {
        return Optional.empty();
    }

    /** What a list says besides the entries. */
    default Map<String, Object> besides() {
        return Map.of();
    }

    /** A moment as the API shows it; none for what was there before anybody wrote it. */
    static Optional<String> written(Instant moment) {
        return moment.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(Moments.write(moment));
    }

    /**
     * An entry to be made of a body.
     *
     * @param before what it takes the place of
     * @param id that it gets, or has
     */
    record Draft<E extends Entry>(Caller caller, Optional<E> before, String id, Instant now, Bytes body, Json json) {
        <B> B body(Class<B> type) {
            return json.read(body, type);
        }
    }
}

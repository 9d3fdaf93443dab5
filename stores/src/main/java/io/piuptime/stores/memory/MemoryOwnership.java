package io.piuptime.stores.memory;

import io.piuptime.gateway.authorize.owned.Ownership;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Owners in memory. */
public final class MemoryOwnership implements Ownership {
    private final Map<Place, ProviderObject> objects = new LinkedHashMap<>();

    /** What tells an object from all others. */
    private record Place(String id, String provider) {
        static Place of(ProviderObject object) {
            return new Place(object.id(), object.provider());
        }
    }

    @Override
    public synchronized List<ProviderObject> add(List<ProviderObject> added) {
        if (!added.isEmpty()) {
            forgetBefore(added.getFirst().created());
        }
        added.forEach(object -> objects.putIfAbsent(Place.of(object), object));
        return added.stream().map(object -> objects.get(Place.of(object))).toList();
    }

    @Override
    public synchronized List<ProviderObject> find(Collection<String> ids) {
        Set<String> wanted = new HashSet<>(ids);
        return objects.values().stream()
                .filter(object -> wanted.contains(object.id()))
                .toList();
    }

    @Override
    public synchronized void remove(String id, String provider) {
        objects.remove(new Place(id, provider));
    }

    private void forgetBefore(Instant moment) {
        objects.values()
                .removeIf(object -> object.expires().filter(moment::isAfter).isPresent());
    }
}

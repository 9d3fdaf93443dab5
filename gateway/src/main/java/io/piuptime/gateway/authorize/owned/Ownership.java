package io.piuptime.gateway.authorize.owned;

import java.util.Collection;
import java.util.List;

/** Whose the objects at providers are. Calls wait for a disk and are never made on an event loop. */
public interface Ownership {
    /**
     * Notes objects; they are kept for good when the method returns. What is noted already stays as it is. What had expired
     * when the first of them was created is forgotten.
     *
     * @return the objects of the same ids and providers as they are noted now, in the same order
     */
    List<ProviderObject> add(List<ProviderObject> objects);

    /** The objects of some ids; two providers may call theirs the same. */
    List<ProviderObject> find(Collection<String> ids);

    /** Forgets an object; nothing happens if there is none. */
    void remove(String id, String provider);
}

package io.piuptime.gateway.installation;

import java.util.Optional;

/** Short texts that all nodes have in common, by name. Calls wait for a disk or a network. */
public interface Marks {
    Optional<String> find(String name);

    /** Keeps a text, if there is none of the name. Returns the one that is there then. */
    String claim(String name, String text);

    /** Keeps a text, whatever was there. */
    void set(String name, String text);
}

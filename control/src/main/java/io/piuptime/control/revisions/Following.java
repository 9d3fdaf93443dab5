package io.piuptime.control.revisions;

import java.util.List;

/** How this node takes what is published. Calls take as long as a configuration takes to compile. */
public interface Following {
    /** What is wrong with a document on this node, without taking it; nothing if it can be used. */
    List<String> check(String document);

    /** Takes the newest document now, without waiting for the next look. */
    void catchUp();

    /** How far this node is. */
    State state();

    /**
     * How far a node is.
     *
     * @param inForce number of the document that it serves by; 0 = none
     * @param refused number of a newer one that it cannot use; 0 = none
     * @param problems why not
     */
    record State(long inForce, long refused, List<String> problems) {
        public State {
            problems = List.copyOf(problems);
        }
    }
}

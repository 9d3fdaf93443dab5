package io.piuptime.control.keys;

/** Exchanges that are under way on this node. */
@FunctionalInterface
public interface OpenExchanges {
    /** Ends those of a key, in their replies where these have begun. */
    void end(String keyId);
}

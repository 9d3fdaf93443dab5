package io.piuptime.gateway.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Waits for the network. */
@FunctionalInterface
public interface Lookup {
    /**
     * All addresses that a host has at this moment, at least one.
     *
     * @throws UnknownHostException when it has none, or nobody can say
     */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** Asks as the machine does. */
    static Lookup ofTheMachine() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}

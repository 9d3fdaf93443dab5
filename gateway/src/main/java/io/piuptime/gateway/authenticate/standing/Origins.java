package io.piuptime.gateway.authenticate.standing;

import io.piuptime.model.directory.Access;
import java.util.List;
import java.util.Optional;

/** Where callers may come from: one of the networks of each level that names any. */
final class Origins {
    private final List<List<Network>> levels;

    Origins(List<Access> levels) {
        this.levels = levels.stream()
                .map(Access::addresses)
                .filter(addresses -> !addresses.isEmpty())
                .map(Origins::networks)
                .toList();
    }

    /** Whether all levels allow an address; one that cannot be read is allowed by none. */
    boolean allow(String address) {
        if (levels.isEmpty()) {
            return true;
        }
        int zone = address.indexOf('%');
        Optional<byte[]> bytes = Network.literal(zone < 0 ? address : address.substring(0, zone));
        return bytes.isPresent() && levels.stream().allMatch(level -> any(level, bytes.get()));
    }

    private static boolean any(List<Network> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** A level whose networks cannot be read allows nobody. */
    private static List<Network> networks(List<String> addresses) {
        return addresses.stream()
                .flatMap(address -> Network.parse(address).stream())
                .toList();
    }
}

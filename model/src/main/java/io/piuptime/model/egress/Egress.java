package io.piuptime.model.egress;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules for addresses that somebody wrote through the admin API: the public internet, and what the node's own
 * configuration opens besides.
 *
 * @param allowed networks that are open although they are not public
 */
public record Egress(List<Network> allowed) {
    /** Nothing but the public internet. */
    public static final Egress PUBLIC = new Egress(List.of());

    public Egress {
        allowed = List.copyOf(allowed);
    }

    /**
     * What can be said of an address before its host is looked up.
     *
     * @return its host in its one form
     * @throws ForbiddenAddressException when nothing may be sent there
     */
    public HostName check(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new ForbiddenAddressException("address with the scheme '" + scheme + "' (expected: http or https)");
        }
        if (address.getHost() == null || address.getRawUserInfo() != null) {
            throw new ForbiddenAddressException("address without a plain host (expected: https://host/path)");
        }
        HostName host = HostName.of(address.getHost());
        host.literal().ifPresent(literal -> check(host.text(), List.of(literal)));
        return host;
    }

    /**
     * All addresses that a host has must be allowed: one that is not shows what the host is meant for.
     *
     * @throws ForbiddenAddressException when one is not
     */
    public List<InetAddress> check(String host, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            wrongWith(address).ifPresent(what -> {
                throw new ForbiddenAddressException("host '" + host + "' is at " + address.getHostAddress() + ", "
                        + what + " (expected: a public address, or one that the node's guard.allow names)");
            });
        }
        return addresses;
    }

    /** What an address is that nothing may be sent to. */
    Optional<String> wrongWith(InetAddress address) {
        Optional<String> metadata = SpecialNetworks.metadata(address);
        if (metadata.isPresent()) {
            return metadata;
        }
        return allowed.stream().anyMatch(network -> network.contains(address))
                ? Optional.empty()
                : SpecialNetworks.kind(address);
    }
}

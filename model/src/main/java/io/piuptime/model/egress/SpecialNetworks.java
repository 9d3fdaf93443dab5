package io.piuptime.model.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The networks that are not the public internet, by what they are. */
final class SpecialNetworks {
    /** Of the newer protocol only this part is given out to the public. */
    private static final Network PUBLIC_V6 = Network.of("2000::/3");

    private static final Map<Network, String> SPECIAL = table();

    /** Hands out credentials of the machine itself to whoever asks: not even an operator's list opens these. */
    private static final Map<Network, String> METADATA = metadata();

    private SpecialNetworks() {}

    /** What an address is, if it is not a public one. */
    static Optional<String> kind(InetAddress address) {
        Optional<String> named = in(SPECIAL, address);
        return named.isEmpty() && address instanceof Inet6Address && !PUBLIC_V6.contains(address)
                ? Optional.of("a reserved address")
                : named;
    }

    static Optional<String> metadata(InetAddress address) {
        return in(METADATA, address);
    }

    private static Optional<String> in(Map<Network, String> networks, InetAddress address) {
        for (Map.Entry<Network, String> entry : networks.entrySet()) {
            if (entry.getKey().contains(address)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static Map<Network, String> metadata() {
        Map<Network, String> table = new LinkedHashMap<>();
        put(
                table,
                "a cloud's metadata service",
                "169.254.169.254",
                "169.254.170.2",
                "169.254.170.23",
                "169.254.169.253",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "fd00:ec2::254",
                "fd00:ec2::23",
                "fd20:ce::254");
        return table;
    }

    private static Map<Network, String> table() {
        Map<Network, String> table = new LinkedHashMap<>();
        put(table, "this network", "0.0.0.0/8", "::/128");
        put(table, "a loopback address", "127.0.0.0/8", "::1/128");
        put(table, "a private address", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7");
        put(table, "a carrier's shared address", "100.64.0.0/10");
        put(table, "a link-local address", "169.254.0.0/16", "fe80::/10");
        put(table, "a site-local address", "fec0::/10");
        put(table, "a multicast address", "224.0.0.0/4", "ff00::/8");
        put(table, "a protocol's own address", "192.0.0.0/24", "2001::/23", "192.88.99.0/24", "192.31.196.0/24");
        put(table, "an anycast address of name servers", "192.175.48.0/24", "192.52.193.0/24", "2620:4f:8000::/48");
        put(table, "a documentation address", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
        put(table, "a documentation address", "2001:db8::/32", "3fff::/20");
        put(table, "a benchmark's address", "198.18.0.0/15");
        put(table, "a reserved address", "240.0.0.0/4");
        // an address of the older protocol in one of the newer: the older one is what is reached
        put(table, "a translated address (6to4)", "2002::/16");
        put(table, "a translated address (NAT64)", "64:ff9b::/96", "64:ff9b:1::/48");
        return table;
    }

    private static void put(Map<Network, String> table, String what, String... networks) {
        for (String network : networks) {
            table.put(Network.of(network), what);
        }
    }
}

package io.piuptime.gateway.authenticate.standing;

import java.net.InetAddress;
import java.util.Optional;

/** Addresses of IPv4 or IPv6 that have the first bits in common: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or a single one. */
public final class Network {
    private static final int IPV4 = 4;

    private final byte[] address;
    private final int bits;

    private Network(byte[] address, int bits) {
        this.address = address;
        this.bits = bits;
    }

    /** The network that is written so; empty if none is. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get().length * Byte.SIZE;
        int bits = slash < 0 ? most : bits(text.substring(slash + 1));
        boolean mapped = most == IPV4 * Byte.SIZE && text.indexOf(':') >= 0;
        return bits < 0 || bits > most || (mapped && slash >= 0)
                ? Optional.empty()
                : Optional.of(new Network(address.get(), bits));
    }

    /** The bytes of an address as it is written, those of IPv4 for one that is mapped into IPv6; empty if it is none. */
    static Optional<byte[]> literal(String text) {
        boolean whole =
                text.indexOf(':') >= 0 || text.chars().filter(c -> c == '.').count() == IPV4 - 1;
        if (!whole) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    boolean contains(byte[] other) {
        return io.piuptime.model.egress.Network.alike(address, other, bits);
    }

    private static int bits(String text) {
        boolean number = !text.isEmpty()
                && text.length() <= 3
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        return number ? Integer.parseInt(text) : -1;
    }
}

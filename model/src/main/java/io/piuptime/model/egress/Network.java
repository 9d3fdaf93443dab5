package io.piuptime.model.egress;

import static java.util.Objects.requireNonNull;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A range of addresses: {@code 10.1.0.0/16} or {@code fd00:1::/32}.
 *
 * @param first in hexadecimal, so that two equal ranges are equal
 * @param bits how many of its leading bits count
 */
public record Network(String first, int bits) {
    private static final Pattern FOUR = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    public Network {
        requireNonNull(first, "first");
        if (bits < 0 || bits > first.length() * 4) {
            throw new IllegalArgumentException("bits: " + bits + " (expected: 0 to " + first.length() * 4 + ")");
        }
    }

    /**
     * Reads {@code address/bits}; an address alone is a network of itself.
     *
     * @throws IllegalArgumentException when the text is something else, or has bits beyond its length
     */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        InetAddress address = literal(host, text);
        int all = address.getAddress().length * 8;
        int bits = slash < 0 ? all : number(text.substring(slash + 1), all, text);
        Network network = new Network(HexFormat.of().formatHex(address.getAddress()), bits);
        for (int at = bits; at < all; at++) {
            if (bit(address.getAddress(), at)) {
                throw wrong(text);
            }
        }
        return network;
    }

    /** Whether an address lies in it. */
    public boolean contains(InetAddress address) {
        return alike(HexFormat.of().parseHex(first), address.getAddress(), bits);
    }

    /** Whether two addresses are of one kind, and their first bits the same. */
    public static boolean alike(byte[] one, byte[] other, int bits) {
        if (one.length != other.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(one, 0, whole, other, 0, whole)
                && (rest == 0 || ((one[whole] ^ other[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0);
    }

    private static InetAddress literal(String host, String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            boolean plain = address instanceof Inet4Address ? FOUR.matcher(host).matches() : host.indexOf('%') < 0;
            if (plain) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // told below, as all else that is no network
        }
        throw wrong(text);
    }

    private static int number(String digits, int most, String text) {
        try {
            int bits = Integer.parseInt(digits);
            if (bits >= 0 && bits <= most) {
                return bits;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw wrong(text);
    }

    private static boolean bit(byte[] bytes, int at) {
        return (bytes[at / 8] & (0x80 >> (at % 8))) != 0;
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("network: '" + text
                + "' (expected: such as 10.1.0.0/16 or fd00:1::/32, no bits set beyond the length)");
    }
}

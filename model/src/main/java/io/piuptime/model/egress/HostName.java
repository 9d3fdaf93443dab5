package io.piuptime.model.egress;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A host as it is written in an address, brought to its one form: small letters, no dot at its end, other scripts encoded.
 *
 * @param text the name, or the address without brackets
 * @param literal the address, if it is one
 */
public record HostName(String text, Optional<InetAddress> literal) {
    private static final int LONGEST = 253;
    private static final Pattern NAME = Pattern.compile("(?!-)[a-z0-9_-]{1,63}(?<!-)(\\.(?!-)[a-z0-9_-]{1,63}(?<!-))*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern FOUR = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Set<String> METADATA = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "metadata.internal",
            "metadata.azure.internal",
            "metadata.azure.com",
            "metadata.tencentyun.com",
            "instance-data",
            "instance-data.ec2.internal",
            "metadata.packet.net",
            "metadata.platformequinix.com",
            "rancher-metadata");

    /**
     * Reads the host of an address.
     *
     * @throws ForbiddenAddressException when it is none, may be read in two ways, or is the name of a metadata service
     */
    public static HostName of(String written) {
        if (written.startsWith("[")) {
            return six(written);
        }
        String name = name(written);
        int dot = name.lastIndexOf('.');
        if (NUMBER.matcher(name.substring(dot + 1)).matches()) {
            return four(name, written);
        }
        if (!NAME.matcher(name).matches()) {
            throw refused(written, "expected: a host name of letters, digits, dashes and dots");
        }
        if (METADATA.contains(name)) {
            throw refused(written, "a cloud's metadata service is not reached from here");
        }
        return new HostName(name, Optional.empty());
    }

    private static String name(String written) {
        String ascii = written;
        if (!written.chars().allMatch(letter -> letter < 0x80)) {
            try {
                ascii = IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES);
            } catch (IllegalArgumentException _) {
                throw refused(written, "expected: a host name");
            }
        }
        String name = ascii.toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.isEmpty() || bare.length() > LONGEST) {
            throw refused(written, "expected: 1 to " + LONGEST + " characters");
        }
        return bare;
    }

    /** Only four plain numbers: all else that some programs take for an address is refused, whatever it stands for. */
    private static HostName four(String name, String written) {
        if (!FOUR.matcher(name).matches()) {
            throw refused(written, "expected: four numbers from 0 to 255 without leading zeros, or a host name");
        }
        return new HostName(name, Optional.of(InetAddress.ofLiteral(name)));
    }

    private static HostName six(String written) {
        String inner = written.endsWith("]") ? written.substring(1, written.length() - 1) : "";
        try {
            if (inner.indexOf(':') >= 0 && inner.indexOf('%') < 0) {
                InetAddress address = InetAddress.ofLiteral(inner);
                if (address instanceof Inet4Address) {
                    throw refused(written, "expected: no address of the older protocol in one of the newer");
                }
                return new HostName(inner.toLowerCase(Locale.ROOT), Optional.of(address));
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw refused(written, "expected: an address such as [2606:4700::1]");
    }

    private static ForbiddenAddressException refused(String written, String why) {
        String shown = written.length() > 80 ? written.substring(0, 80) + "…" : written;
        return new ForbiddenAddressException("host '" + shown + "' (" + why + ")");
    }
}

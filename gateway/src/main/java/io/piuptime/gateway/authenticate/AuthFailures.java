package io.piuptime.gateway.authenticate;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed attempts per address: a bucket of 100 that refills by 20 a second. It knows the 10,000 addresses that
 * failed last, needs no store, and counts a whole /64 of IPv6 as one address.
 */
public final class AuthFailures {
    static final int BURST = 100;
    static final int PER_SECOND = 20;
    static final int ADDRESSES = 10_000;

    private static final long NANOS_PER_FAILURE = 1_000_000_000L / PER_SECOND;
    private static final int IPV6_NETWORK = 8;

    private final LongSupplier nanos;
    /** By address, the moment from which on its bucket is full. */
    private final Map<String, Long> fullAt;

    public AuthFailures(LongSupplier nanos) {
        this.nanos = nanos;
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > ADDRESSES;
            }
        };
    }

    /** Counts one failure. Returns whether its address has not failed too often. */
    public boolean allow(String address) {
        String network = network(address);
        long now = nanos.getAsLong();
        synchronized (fullAt) {
            Long known = fullAt.get(network);
            long full = known == null || known - now < 0 ? now : known;
            if (full - now > (BURST - 1) * NANOS_PER_FAILURE) {
                return false;
            }
            fullAt.put(network, full + NANOS_PER_FAILURE);
            return true;
        }
    }

    int addresses() {
        synchronized (fullAt) {
            return fullAt.size();
        }
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, IPV6_NETWORK)));
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}

package io.piuptime.gateway.egress;

import static java.util.Objects.requireNonNull;

import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.ForbiddenAddressException;
import io.piuptime.model.egress.HostName;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that connections to guarded hosts are made to. A host is looked up here, all its addresses are checked, and
 * whoever connects uses one of them: no second look-up, by whomever, can lead elsewhere. Used from many threads.
 */
public final class CheckedHosts {
    /** After that a host is looked up anew before a connection is made to it. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** So long the last answer counts while nobody answers: names that cannot be asked for are no reason to stop. */
    static final Duration USABLE = Duration.ofHours(1);

    private static final int MOST = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(CheckedHosts.class);

    private final Lookup lookup;
    private final LongSupplier nanos;
    private final ConcurrentHashMap<Place, Found> found = new ConcurrentHashMap<>();

    /** A host by the rules that it is checked by. */
    private record Place(Egress rules, String host) {}

    /** What a look-up said. */
    private record Found(List<InetAddress> addresses, long at) {}

    public CheckedHosts(Lookup lookup, LongSupplier nanos) {
        this.lookup = requireNonNull(lookup, "lookup");
        this.nanos = requireNonNull(nanos, "nanos");
    }

    /**
     * Where to connect to, if that is known without waiting.
     *
     * @throws ForbiddenAddressException when nothing may be sent there
     */
    public Optional<InetAddress> known(Egress rules, String host) {
        HostName name = HostName.of(host);
        if (name.literal().isPresent()) {
            return Optional.of(
                    rules.check(name.text(), List.of(name.literal().get())).getFirst());
        }
        return Optional.ofNullable(found.get(new Place(rules, name.text())))
                .filter(known -> age(known) < FRESH.toNanos())
                .map(known -> known.addresses().getFirst());
    }

    /**
     * Where to connect to, after a look-up if need be. Waits.
     *
     * @throws ForbiddenAddressException when nothing may be sent there
     * @throws UnknownHostException when it has no address
     */
    public InetAddress find(Egress rules, String host) throws UnknownHostException {
        Optional<InetAddress> known = known(rules, host);
        return known.isPresent()
                ? known.get()
                : look(new Place(rules, HostName.of(host).text()));
    }

    /**
     * Checks a whole address, after a look-up if need be. Waits.
     *
     * @throws ForbiddenAddressException when nothing may be sent there
     * @throws UnknownHostException when its host has no address
     */
    public InetAddress find(Egress rules, URI address) throws UnknownHostException {
        rules.check(address);
        return find(rules, address.getHost());
    }

    private InetAddress look(Place place) throws UnknownHostException {
        List<InetAddress> addresses;
        try {
            addresses = lookup.addresses(place.host());
        } catch (UnknownHostException e) {
            Found before = found.get(place);
            if (before != null && age(before) < USABLE.toNanos()) {
                return before.addresses().getFirst();
            }
            throw e;
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(place.host());
        }
        try {
            return remember(place, place.rules().check(place.host(), addresses));
        } catch (ForbiddenAddressException e) {
            found.remove(place);
            LOG.warn("not connected: {}", e.getMessage());
            throw e;
        }
    }

    /** Stays with the address that it had, as long as the host has it: its connections are there already. */
    private InetAddress remember(Place place, List<InetAddress> addresses) {
        if (found.size() >= MOST) {
            found.clear();
        }
        List<InetAddress> ordered = new ArrayList<>(addresses);
        Optional.ofNullable(found.get(place))
                .map(before -> before.addresses().getFirst())
                .filter(ordered::remove)
                .ifPresent(ordered::addFirst);
        found.put(place, new Found(List.copyOf(ordered), nanos.getAsLong()));
        return ordered.getFirst();
    }

    /** A connection to its address did not come about: another one is taken, if the host has more. */
    public void failed(Egress rules, String host) {
        Place place = new Place(rules, HostName.of(host).text());
        found.computeIfPresent(place, (_, known) -> {
            List<InetAddress> others = new ArrayList<>(known.addresses());
            others.addLast(others.removeFirst());
            return new Found(List.copyOf(others), known.at());
        });
    }

    private long age(Found known) {
        return nanos.getAsLong() - known.at();
    }
}

package io.piuptime.app.e2e.publish;

import io.piuptime.gateway.egress.Lookup;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server of a test. Names that nobody told it of lead to the loopback address. */
final class Names implements Lookup {
    private final Map<String, List<InetAddress>> names = new ConcurrentHashMap<>();

    /** Binds a name, to nothing if there are no addresses. */
    void bind(String name, String... addresses) {
        names.put(name, Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> known = names.getOrDefault(host, List.of(InetAddress.ofLiteral("127.0.0.1")));
        if (known.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return known;
    }
}

package io.piuptime.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.config.GatewayConfig;
import io.piuptime.app.config.known.LocalServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final LocalServers servers = new LocalServers(System::nanoTime);
    private final List<List<LocalServer>> taken = new ArrayList<>();

    @Test
    void what_changes_is_taken_into_force_once() throws Exception {
        try (LocalDouble ollama = LocalDouble.ollama("a");
                Discovery discovery = discovery(true, List.of(ollama.port()), Set.of())) {
            discovery.step();
            discovery.step();
            assertThat(taken).containsExactly(servers.found());
            ollama.leave();
            discovery.step();
            assertThat(taken).hasSize(2).last().isEqualTo(List.of());
        }
    }

    @Test
    void never_looks_at_a_port_of_its_own() throws Exception {
        try (LocalDouble own = LocalDouble.ollama("a");
                Discovery discovery = discovery(true, List.of(own.port()), Set.of(own.port()))) {
            discovery.step();
            assertThat(own.asked()).isEmpty();
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void looks_at_nothing_when_it_is_not_wished() throws Exception {
        try (LocalDouble ollama = LocalDouble.ollama("a");
                Discovery discovery = discovery(false, List.of(ollama.port()), Set.of())) {
            discovery.step();
            assertThat(ollama.asked()).isEmpty();
        }
    }

    @Test
    void goes_on_looking_when_what_was_found_could_not_be_taken() throws Exception {
        try (LocalDouble ollama = LocalDouble.ollama("a");
                Discovery discovery = new Discovery(
                        servers, () -> new GatewayConfig.Discovery(true, List.of(ollama.port())), Set.of(), () -> {
                            throw new IllegalStateException("a test's");
                        })) {
            discovery.step();
            ollama.leave();
            discovery.step();
            assertThat(servers.found()).isEmpty();
        }
    }

    private Discovery discovery(boolean local, List<Integer> ports, Set<Integer> own) {
        return new Discovery(
                servers, () -> new GatewayConfig.Discovery(local, ports), own, () -> taken.add(servers.found()));
    }
}

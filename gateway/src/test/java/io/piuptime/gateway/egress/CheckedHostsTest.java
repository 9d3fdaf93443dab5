package io.piuptime.gateway.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.egress.Egress;
import io.piuptime.model.egress.ForbiddenAddressException;
import io.piuptime.model.egress.Network;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckedHostsTest {
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("8.8.8.8");
    private static final InetAddress OTHER = InetAddress.ofLiteral("8.8.4.4");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("10.0.0.1");
    private static final String HOST = "host.example";

    private final List<String> asked = new ArrayList<>();
    private long now;
    private List<InetAddress> answer = List.of(PUBLIC);
    private final CheckedHosts hosts = new CheckedHosts(this::answer, () -> now);

    private List<InetAddress> answer(String host) throws UnknownHostException {
        asked.add(host);
        if (answer.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return answer;
    }

    @Test
    void connects_to_the_address_that_was_checked() throws UnknownHostException {
        assertThat(hosts.known(Egress.PUBLIC, HOST)).isEmpty();
        assertThat(hosts.find(Egress.PUBLIC, "HOST.example.")).isEqualTo(PUBLIC);
        assertThat(hosts.known(Egress.PUBLIC, HOST)).contains(PUBLIC);
        assertThat(asked).containsExactly(HOST);
    }

    @Test
    void stays_with_the_checked_address_when_the_name_is_bound_anew() throws UnknownHostException {
        assertThat(hosts.find(Egress.PUBLIC, HOST)).isEqualTo(PUBLIC);
        answer = List.of(PRIVATE);

        assertThat(hosts.find(Egress.PUBLIC, HOST)).isEqualTo(PUBLIC);
        pass(CheckedHosts.FRESH);
        assertThat(hosts.known(Egress.PUBLIC, HOST)).isEmpty();
        assertThatThrownBy(() -> hosts.find(Egress.PUBLIC, HOST)).isInstanceOf(ForbiddenAddressException.class);
        assertThat(hosts.known(Egress.PUBLIC, HOST)).isEmpty();
    }

    @Test
    void refuses_a_name_with_one_private_address_among_its_addresses() {
        answer = List.of(PUBLIC, PRIVATE);

        assertThatThrownBy(() -> hosts.find(Egress.PUBLIC, HOST))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageContaining("10.0.0.1");
    }

    @Test
    void goes_on_with_what_was_checked_while_names_cannot_be_looked_up() throws UnknownHostException {
        hosts.find(Egress.PUBLIC, HOST);
        answer = List.of();
        pass(CheckedHosts.FRESH);

        assertThat(hosts.find(Egress.PUBLIC, HOST)).isEqualTo(PUBLIC);
        pass(CheckedHosts.USABLE);
        assertThatThrownBy(() -> hosts.find(Egress.PUBLIC, HOST)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void says_that_a_name_is_not_known() {
        answer = List.of();

        assertThatThrownBy(() -> hosts.find(Egress.PUBLIC, HOST)).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void asks_nobody_about_addresses() throws UnknownHostException {
        assertThat(hosts.known(Egress.PUBLIC, "8.8.4.4")).contains(OTHER);
        assertThat(hosts.find(Egress.PUBLIC, "[2606:4700::1]")).isEqualTo(InetAddress.ofLiteral("2606:4700::1"));
        assertThatThrownBy(() -> hosts.known(Egress.PUBLIC, "127.0.0.1")).isInstanceOf(ForbiddenAddressException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void tries_another_address_when_one_does_not_answer_and_keeps_to_the_one_that_does() throws UnknownHostException {
        answer = List.of(PUBLIC, OTHER);
        assertThat(hosts.find(Egress.PUBLIC, HOST)).isEqualTo(PUBLIC);
        hosts.failed(Egress.PUBLIC, HOST);
        assertThat(hosts.find(Egress.PUBLIC, HOST)).isEqualTo(OTHER);

        pass(CheckedHosts.FRESH);
        assertThat(hosts.find(Egress.PUBLIC, HOST)).isEqualTo(OTHER);
        answer = List.of(PUBLIC);
        pass(CheckedHosts.FRESH);
        assertThat(hosts.find(Egress.PUBLIC, HOST)).isEqualTo(PUBLIC);
    }

    @Test
    void checks_by_each_ones_own_rules() throws UnknownHostException {
        answer = List.of(PRIVATE);
        Egress open = new Egress(List.of(Network.of("10.0.0.0/8")));

        assertThat(hosts.find(open, HOST)).isEqualTo(PRIVATE);
        assertThatThrownBy(() -> hosts.find(Egress.PUBLIC, HOST)).isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void checks_whole_addresses() throws UnknownHostException {
        assertThat(hosts.find(Egress.PUBLIC, URI.create("https://host.example/hook")))
                .isEqualTo(PUBLIC);
        assertThatThrownBy(() -> hosts.find(Egress.PUBLIC, URI.create("ftp://host.example/hook")))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}

package io.piuptime.gateway.authenticate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AuthFailuresTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AuthFailures failures = new AuthFailures(now::get);

    @Test
    void allows_a_burst_and_no_more() {
        assertThat(allowed("10.0.0.1", 500)).isEqualTo(AuthFailures.BURST);
    }

    @Test
    void refills_by_twenty_a_second_up_to_the_burst() {
        allowed("10.0.0.1", 500);
        now.addAndGet(SECOND);
        assertThat(allowed("10.0.0.1", 500)).isEqualTo(AuthFailures.PER_SECOND);
        now.addAndGet(3_600 * SECOND);
        assertThat(allowed("10.0.0.1", 500)).isEqualTo(AuthFailures.BURST);
    }

    @Test
    void counts_addresses_apart() {
        allowed("10.0.0.1", 500);
        assertThat(failures.allow("10.0.0.2")).isTrue();
    }

    @Test
    void counts_an_ipv6_network_as_one_address() {
        for (int i = 0; i < AuthFailures.BURST; i++) {
            failures.allow("2001:db8:1:2::" + Integer.toHexString(i + 1));
        }
        assertThat(failures.allow("2001:db8:1:2:ffff::1")).isFalse();
        assertThat(failures.allow("2001:db8:1:3::1")).isTrue();
    }

    @Test
    void takes_an_address_that_is_none_as_it_is() {
        assertThat(failures.allow("fe80::1%eth0:x")).isTrue();
        assertThat(failures.allow("")).isTrue();
    }

    @Test
    void forgets_the_address_that_failed_longest_ago_when_there_are_too_many() {
        allowed("10.0.0.1", 500);
        for (int i = 0; i < AuthFailures.ADDRESSES; i++) {
            failures.allow("net-" + i);
        }
        assertThat(failures.addresses()).isEqualTo(AuthFailures.ADDRESSES);
        assertThat(failures.allow("10.0.0.1")).isTrue();
    }

    private int allowed(String address, int attempts) {
        int allowed = 0;
        for (int i = 0; i < attempts; i++) {
            allowed += failures.allow(address) ? 1 : 0;
        }
        return allowed;
    }
}

package io.piuptime.gateway.budget.turn;

import static io.piuptime.model.limit.Measure.REQUESTS;
import static io.piuptime.model.limit.Window.Calendar.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.model.exchange.Allowance;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Owner;
import io.piuptime.model.exchange.Rights;
import io.piuptime.model.limit.Bound;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerLimitsTest {
    private static final Bound LIMIT = House.limit(REQUESTS, DAY, 5, false);

    private final Exchanges exchanges = new Exchanges();
    private final CallerLimits limits = new CallerLimits();

    @Test
    void a_caller_without_limits_is_bound_by_none() {
        assertThat(limits.of(exchanges.at(Operation.CHAT_COMPLETIONS))).isSameAs(Binding.NONE);
    }

    @Test
    void a_caller_is_bound_by_what_is_written_at_all_levels_of_its_tenant() {
        Binding binding = limits.of(exchange("k1", new Allowance(List.of(LIMIT), List.of())));

        assertThat(binding.tenant()).isEqualTo("acme");
        assertThat(binding.limits()).containsExactly(LIMIT);
    }

    @Test
    void a_binding_stays_the_same_until_the_limits_change() {
        Allowance allowance = new Allowance(List.of(LIMIT), List.of());
        Binding first = limits.of(exchange("k1", allowance));

        assertThat(limits.of(exchange("k1", allowance))).isSameAs(first);
        assertThat(limits.of(exchange("k2", allowance))).isNotSameAs(first);
        assertThat(limits.of(exchange("k1", new Allowance(List.of(LIMIT), List.of()))))
                .isNotSameAs(first);
    }

    @Test
    void bindings_in_use_are_kept_among_many() {
        Allowance allowance = new Allowance(List.of(LIMIT), List.of());
        Binding first = limits.of(exchange("k", allowance));
        for (int i = 0; i < 50_000; i++) {
            limits.of(exchange("k" + i, allowance));
            if (i % 1_000 == 0) {
                assertThat(limits.of(exchange("k", allowance))).isSameAs(first);
            }
        }
    }

    private Exchange exchange(String key, Allowance allowance) {
        Exchange exchange = exchanges.at(Operation.CHAT_COMPLETIONS);
        exchange.authenticated(new Caller(
                key, key, new Owner("acme", "t", "a", ""), new Rights(List.of(), Set.of()), Map.of(), allowance));
        return exchange;
    }
}

package io.piuptime.gateway.budget.turn;

import static io.piuptime.model.limit.Measure.REQUESTS;
import static io.piuptime.model.limit.Window.Calendar.DAY;
import static io.piuptime.model.limit.Window.Calendar.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.gateway.budget.rate.Binding;
import io.piuptime.model.ability.Needs;
import io.piuptime.model.catalog.Model;
import io.piuptime.model.exchange.Allowance;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Owner;
import io.piuptime.model.exchange.Rights;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Whose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void each_end_user_has_a_binding_that_stays_the_same() {
        Allowance allowance = allowance(written(new Whose.Each(Level.END_USER, ""), 5));
        Binding ann = limits.of(of("ann", allowance));

        assertThat(subjects(ann)).containsExactly("end-user/ann");
        assertThat(limits.of(of("ann", allowance))).isSameAs(ann);
        assertThat(subjects(limits.of(of("bob", allowance)))).containsExactly("end-user/bob");
    }

    @Test
    void whoever_says_nobody_is_bound_by_nobodys_limits() {
        Allowance allowance = allowance(
                written(new Whose.Each(Level.END_USER, ""), 5),
                written(new Whose.Each(Level.TAG, "project"), 5),
                written(new Whose.Each(Level.USER, ""), 5));

        assertThat(limits.of(exchange("k1", allowance)).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "tenant, tenant/acme",
        "team, team/t",
        "application, application/a",
        "key, key/k1",
        "end-user, end-user/ann",
        "tag/project, tag/project=alpha",
        "model, model/m"
    })
    void each_of_every_level_is_known_by_the_exchange(String each, String subject) {
        Allowance allowance = allowance(written(Whose.Each.parse(each).orElseThrow(), 5));

        assertThat(subjects(limits.of(of("ann", allowance)))).containsExactly(subject);
    }

    @Test
    void a_limit_of_one_alone_binds_nobody_else() {
        Allowance allowance = allowance(
                written(only("end-user/ann"), 5), written(only("tag/project=alpha"), 5), written(only("key/k2"), 5));

        assertThat(subjects(limits.of(of("ann", allowance)))).containsExactly("end-user/ann", "tag/project=alpha");
        assertThat(subjects(limits.of(of("bob", allowance)))).containsExactly("tag/project=alpha");
    }

    @Test
    void a_limit_of_one_alone_takes_the_place_of_the_same_one_of_each() {
        Allowance allowance =
                allowance(written(new Whose.Each(Level.END_USER, ""), 5), written(only("end-user/ann"), 50));

        assertThat(limits.of(of("ann", allowance)).limits())
                .extracting(bound -> bound.limit().amount())
                .containsExactly(50L);
        assertThat(limits.of(of("bob", allowance)).limits())
                .extracting(bound -> bound.limit().amount())
                .containsExactly(5L);
    }

    @Test
    void a_limit_of_one_alone_leaves_those_of_other_windows_and_places() {
        Bound minute = new Bound(
                LIMIT.place(),
                new Limit(REQUESTS, MINUTE, 5, Optional.empty(), false, new Whose.Each(Level.END_USER, "")));
        Bound above = new Bound(
                new Subject(Level.TENANT, "acme"),
                new Limit(REQUESTS, DAY, 5, Optional.empty(), false, new Whose.Each(Level.END_USER, "")));

        Allowance allowance = allowance(minute, above, written(only("end-user/ann"), 50));

        assertThat(limits.of(of("ann", allowance)).limits()).hasSize(3);
    }

    @Test
    void a_model_binds_all_who_ask_for_it() {
        List<Bound> ofModel = List.of(new Bound(new Subject(Level.MODEL, "m"), LIMIT.limit()));
        Exchange free = exchange("k1", Allowance.BOUNDLESS);
        free.routed(model(ofModel));
        Exchange bound = exchange("k1", allowance(LIMIT));
        bound.routed(model(ofModel));

        assertThat(subjects(limits.of(free))).containsExactly("model/m");
        assertThat(subjects(limits.of(bound))).containsExactly("key/k1", "model/m");
        assertThat(subjects(limits.of(exchange("k1", allowance(LIMIT))))).containsExactly("key/k1");
    }

    @Test
    void a_model_whose_limits_were_changed_binds_anew() {
        Exchange exchange = exchange("k1", Allowance.BOUNDLESS);
        List<Bound> ofModel = List.of(new Bound(new Subject(Level.MODEL, "m"), LIMIT.limit()));
        exchange.routed(model(ofModel));
        Binding before = limits.of(exchange);
        assertThat(limits.of(exchange)).isSameAs(before);

        exchange.routed(model(List.of(new Bound(new Subject(Level.MODEL, "m"), LIMIT.limit()))));

        assertThat(limits.of(exchange)).isNotSameAs(before);
    }

    private static Model model(List<Bound> limits) {
        Model plain = Exchanges.model();
        return new Model(plain.name(), plain.targets(), plain.timers(), plain.routing(), plain.strict(), limits);
    }

    private static Bound written(Whose whose, long amount) {
        return new Bound(LIMIT.place(), new Limit(REQUESTS, DAY, amount, Optional.empty(), false, whose));
    }

    private static Whose only(String subject) {
        return new Whose.Only(Subject.parse(subject).orElseThrow());
    }

    private static Allowance allowance(Bound... written) {
        return new Allowance(List.of(written), List.of());
    }

    private static List<String> subjects(Binding binding) {
        return binding.limits().stream().map(bound -> bound.subject().text()).toList();
    }

    /** For somebody. */
    private Exchange of(String user, Allowance allowance) {
        Exchange exchange = exchange("k1", allowance, Map.of("project", "alpha"));
        exchange.read(new RequestFacts(
                "m", 0, 0, false, false, Optional.empty(), RequestFacts.Objects.NONE, Needs.NONE, user));
        return exchange;
    }

    private Exchange exchange(String key, Allowance allowance) {
        return exchange(key, allowance, Map.of());
    }

    private Exchange exchange(String key, Allowance allowance, Map<String, String> tags) {
        Exchange exchange = exchanges.at(Operation.CHAT_COMPLETIONS);
        exchange.authenticated(new Caller(
                key, key, new Owner("acme", "t", "a", ""), new Rights(List.of(), Set.of()), tags, allowance));
        return exchange;
    }
}

package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piuptime.gateway.queue.Queue;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the book keeps, shares and forgets. */
class HealthTest {
    private static final HealthKey A = new HealthKey("https://a/v1", "m", "k1");
    private static final HealthKey A_OTHER_CREDENTIAL = new HealthKey("https://a/v1", "m", "k2");
    private static final HealthKey A_OTHER_MODEL = new HealthKey("https://a/v1", "n", "k1");
    private static final HealthKey B = new HealthKey("https://b/v1", "m", "k1");

    private final Health health = new Health(100, () -> 0, new Queue(() -> 0));

    @Test
    void a_key_has_one_health() {
        assertThat(health.of(A)).isSameAs(health.of(new HealthKey("https://a/v1", "m", "k1")));
        assertThat(health.of(A)).isNotSameAs(health.of(B));
    }

    @Test
    void what_is_known_outlives_a_reload_that_keeps_the_key() {
        TargetHealth known = health.of(A);
        health.of(B);
        health.keep(Set.of(A));
        assertThat(health.of(A)).isSameAs(known);
        assertThat(health.size()).isEqualTo(1);
    }

    @Test
    void a_key_that_comes_back_begins_anew() {
        open(A);
        health.keep(Set.of(B));
        health.keep(Set.of(A));
        assertThat(standing(A)).isEqualTo(Standing.READY);
    }

    @Test
    void a_breaker_is_shared_by_the_credentials_of_a_model_and_nobody_else() {
        open(A);
        assertThat(standing(A_OTHER_CREDENTIAL)).isEqualTo(Standing.OPEN);
        assertThat(standing(A_OTHER_MODEL)).isEqualTo(Standing.READY);
        assertThat(standing(B)).isEqualTo(Standing.READY);
    }

    @Test
    void a_credential_is_shared_by_the_models_of_an_address_and_nobody_else() {
        fail(A, Fault.CREDENTIAL);
        assertThat(standing(A_OTHER_MODEL)).isEqualTo(Standing.DEAD);
        assertThat(standing(A_OTHER_CREDENTIAL)).isEqualTo(Standing.READY);
        assertThat(standing(B)).isEqualTo(Standing.READY);
    }

    @Test
    void a_limit_concerns_one_model_and_one_credential() {
        fail(A, Fault.RATE);
        assertThat(standing(A)).isEqualTo(Standing.COOLING);
        assertThat(standing(A_OTHER_MODEL)).isEqualTo(Standing.READY);
        assertThat(standing(A_OTHER_CREDENTIAL)).isEqualTo(Standing.READY);
    }

    @Test
    void what_is_shared_stays_while_one_that_shares_it_stays() {
        open(A);
        fail(A, Fault.CREDENTIAL);
        health.of(A_OTHER_CREDENTIAL);
        health.of(A_OTHER_MODEL);
        health.keep(Set.of(A_OTHER_CREDENTIAL, A_OTHER_MODEL));
        assertThat(standing(A_OTHER_CREDENTIAL)).isEqualTo(Standing.OPEN);
        assertThat(standing(A_OTHER_MODEL)).isEqualTo(Standing.DEAD);
        assertThat(health.size()).isEqualTo(2);
    }

    @Test
    void a_credential_with_another_secret_lives_again() {
        fail(A, Fault.CREDENTIAL);
        assertThat(standing(new HealthKey("https://a/v1", "m", "k1, changed"))).isEqualTo(Standing.READY);
    }

    @Test
    void kept_for_any_model_keeps_all_models() {
        TargetHealth known = health.of(A);
        health.of(B);
        health.keep(Set.of(new HealthKey(A.address(), HealthKey.ANY_MODEL, A.credential())));
        assertThat(health.of(A)).isSameAs(known);
        assertThat(health.size()).isEqualTo(1);
    }

    @Test
    void names_without_end_share_one_place_when_the_book_is_full() {
        Health small = new Health(3, () -> 0, new Queue(() -> 0));
        for (int i = 0; i < 1_000; i++) {
            small.of(new HealthKey("https://a/v1", "made-up-" + i, "k1"));
        }
        assertThat(small.size()).isEqualTo(4);
        assertThat(small.of(new HealthKey("https://a/v1", "new", "k1")))
                .isSameAs(small.of(new HealthKey("https://a/v1", "newer", "k1")));
    }

    @Test
    void shows_every_target() {
        Set<HealthKey> seen = new HashSet<>();
        health.of(A);
        health.of(B);
        health.each((key, target) -> {
            assertThat(target).isSameAs(health.of(key));
            seen.add(key);
        });
        assertThat(seen).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void refuses_to_have_no_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Health(0, () -> 0, new Queue(() -> 0)))
                .withMessage("places: 0 (expected: >= 1)");
    }

    private void open(HealthKey key) {
        for (int i = 0; i < 5; i++) {
            fail(key, Fault.SERVER);
        }
    }

    private void fail(HealthKey key, Fault fault) {
        TargetHealth target = health.of(key);
        target.admitAnyway();
        target.failed(1, 1, fault, -1);
    }

    private Standing standing(HealthKey key) {
        return health.of(key).standing(1);
    }
}

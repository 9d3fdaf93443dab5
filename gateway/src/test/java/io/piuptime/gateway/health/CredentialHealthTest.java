package io.piuptime.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a credential goes, and who asks again. */
class CredentialHealthTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long START = -3 * MINUTE;

    private final CredentialHealth credential = new CredentialHealth();

    @Test
    void goes_until_it_is_refused() {
        assertThat(credential.standing()).isEqualTo(Standing.READY);
        assertThat(credential.admit(START)).isTrue();
        assertThat(credential.readyAt(START)).isEqualTo(START);
        credential.refused(START);
        assertThat(credential.standing()).isEqualTo(Standing.DEAD);
        assertThat(credential.admit(START)).isFalse();
    }

    @Test
    void of_a_dead_one_a_single_request_asks_every_five_minutes() {
        credential.refused(START);
        for (long round = 1; round <= 3; round++) {
            long due = START + round * 5 * MINUTE;
            assertThat(credential.readyAt(due - 1)).isEqualTo(due);
            assertThat(credential.admit(due - 1)).isFalse();
            assertThat(credential.admit(due)).isTrue();
            assertThat(credential.admit(due)).isFalse();
            credential.refused(due);
        }
        assertThat(credential.standing()).isEqualTo(Standing.DEAD);
    }

    @Test
    void an_account_without_money_cools_for_ten_minutes() {
        credential.outOfMoney(START);
        assertThat(credential.standing()).isEqualTo(Standing.COOLING);
        assertThat(credential.readyAt(START)).isEqualTo(START + 10 * MINUTE);
        assertThat(credential.admit(START + 10 * MINUTE - 1)).isFalse();
        assertThat(credential.admit(START + 10 * MINUTE)).isTrue();
        assertThat(credential.admit(START + 10 * MINUTE + 1))
                .as("only one asks")
                .isFalse();
        credential.answered(START + 10 * MINUTE);
        assertThat(credential.standing()).isEqualTo(Standing.READY);
    }

    @Test
    void more_refusals_of_money_do_not_put_the_question_off() {
        credential.outOfMoney(START);
        credential.outOfMoney(START + MINUTE);
        assertThat(credential.readyAt(START + MINUTE)).isEqualTo(START + 10 * MINUTE);
    }

    @Test
    void an_answer_to_what_was_sent_before_the_trouble_does_not_end_it() {
        credential.refused(START);
        credential.answered(START - 1);
        assertThat(credential.standing()).isEqualTo(Standing.DEAD);
    }

    @Test
    void an_answer_to_who_asked_ends_it() {
        credential.refused(START);
        assertThat(credential.admit(START + 5 * MINUTE)).isTrue();
        credential.answered(START + 5 * MINUTE);
        assertThat(credential.standing()).isEqualTo(Standing.READY);
    }

    @Test
    void who_asked_and_learned_nothing_leaves_it_to_the_next() {
        credential.refused(START);
        long due = START + 5 * MINUTE;
        assertThat(credential.admit(due)).isTrue();
        credential.released(due);
        assertThat(credential.admit(due + 1)).isTrue();
        credential.released(due);
        assertThat(credential.admit(due + 2))
                .as("the first one's end, told twice")
                .isFalse();
    }

    @Test
    void a_refusal_is_worse_than_a_lack_of_money_and_not_undone_by_one() {
        credential.outOfMoney(START);
        credential.refused(START + 1);
        credential.outOfMoney(START + 2);
        assertThat(credential.standing()).isEqualTo(Standing.DEAD);
    }
}

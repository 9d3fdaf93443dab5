package io.piuptime.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearnedTest {
    private static final long HALF = 500_000_000L;

    private final Learned learned = new Learned();
    private long at = -3 * HALF;
    private long finished;

    @Test
    void knows_nothing_without_a_queue() {
        see(5, 0, 10);
        see(9, 0, 10);
        assertThat(learned.capacity()).isZero();
        assertThat(learned.perSecond()).isZero();
    }

    @Test
    void one_look_at_a_queue_proves_nothing() {
        see(1, 3, 10);
        see(2, 0, 10);
        see(1, 1, 10);
        assertThat(learned.capacity()).isZero();
    }

    @Test
    void has_as_many_places_as_it_works_on_while_others_wait() {
        see(8, 3, 10);
        see(8, 1, 10);
        assertThat(learned.capacity()).isEqualTo(8);
        assertThat(learned.perSecond()).isEqualTo(20);
    }

    @Test
    void has_more_places_when_it_works_on_more() {
        see(8, 3, 0);
        see(8, 3, 0);
        see(11, 0, 0);
        assertThat(learned.capacity()).isEqualTo(11);
    }

    @Test
    void has_fewer_places_when_others_wait_for_less() {
        see(16, 3, 0);
        see(16, 3, 0);
        see(8, 3, 0);
        assertThat(learned.capacity()).isEqualTo(12);
        for (int look = 0; look < 10; look++) {
            see(8, 3, 0);
        }
        assertThat(learned.capacity()).isEqualTo(8);
    }

    @Test
    void an_engine_that_works_on_nothing_has_not_lost_its_places() {
        see(4, 1, 0);
        see(4, 1, 0);
        see(0, 9, 0);
        assertThat(learned.capacity()).isEqualTo(4);
    }

    @Test
    void may_have_grown_when_all_its_places_were_enough_for_long() {
        see(4, 1, 0);
        see(4, 1, 0);
        for (int look = 0; look < 29; look++) {
            see(4, 0, 0);
            assertThat(learned.capacity()).isEqualTo(4);
        }
        see(4, 0, 0);
        assertThat(learned.capacity()).isEqualTo(5);
    }

    @Test
    void its_rate_follows_what_it_ends() {
        see(4, 1, 0);
        see(4, 1, 10);
        assertThat(learned.perSecond()).isEqualTo(20);
        see(4, 1, 20);
        assertThat(learned.perSecond()).isBetween(20.1, 39.9);
    }

    @Test
    void a_counter_that_starts_again_tells_no_rate() {
        see(4, 1, 10);
        see(4, 1, 10);
        see(4, 1, -15);
        assertThat(learned.perSecond()).isEqualTo(20);
    }

    @Test
    void without_a_counter_there_is_no_rate() {
        learned.saw(new EngineLoad(2, 1, 0, -1, 0));
        learned.saw(new EngineLoad(2, 1, 0, -1, HALF));
        assertThat(learned.capacity()).isEqualTo(2);
        assertThat(learned.perSecond()).isZero();
    }

    @Test
    void two_answers_to_one_question_are_one() {
        learned.saw(new EngineLoad(2, 1, 0, 1, 0));
        learned.saw(new EngineLoad(2, 1, 0, 5, 0));
        assertThat(learned.capacity()).isZero();
    }

    private void see(int running, int waiting, long more) {
        at += HALF;
        finished += more;
        learned.saw(new EngineLoad(running, waiting, 0, finished, at));
    }
}

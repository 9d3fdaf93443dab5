package io.piuptime.model.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhoseTest {
    @ParameterizedTest
    @EnumSource(value = Level.class, mode = EnumSource.Mode.EXCLUDE, names = "TAG")
    void each_of_a_level_is_written_by_its_name(Level level) {
        assertThat(Whose.parse(Optional.of(level.id()), Optional.empty())).contains(new Whose.Each(level, ""));
        assertThat(new Whose.Each(level, "").written()).isEqualTo(level.id());
    }

    @Test
    void each_value_of_a_tag_is_written_with_the_name_of_the_tag() {
        Whose.Each each = Whose.Each.parse("tag/project").orElseThrow();

        assertThat(each).isEqualTo(new Whose.Each(Level.TAG, "project"));
        assertThat(each.written()).isEqualTo("tag/project");
        assertThat(each.text()).isEqualTo("each tag/project");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tag", "tag/", "key/", "key/x", "end user", "everybody"})
    void refuses_what_is_nobody(String each) {
        assertThat(Whose.parse(Optional.of(each), Optional.empty())).isEmpty();
    }

    @Test
    void a_tag_needs_a_name_and_nothing_else_has_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Whose.Each(Level.TAG, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Whose.Each(Level.KEY, "project"));
    }

    @Test
    void one_alone_is_written_as_a_subject() {
        assertThat(only("end-user/a/b")).contains(new Whose.Only(new Subject(Level.END_USER, "a/b")));
        assertThat(only("tag/project=alpha")).contains(new Whose.Only(new Subject(Level.TAG, "project=alpha")));
        assertThat(only("tag/project=alpha").orElseThrow().text()).isEqualTo("only tag/project=alpha");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "end-user", "end-user/", "end-user/ ", "tag/project", "tag/=x", "somebody/x"})
    void refuses_what_is_no_subject(String only) {
        assertThat(only(only)).isEmpty();
        assertThat(Subject.parse(only)).isEmpty();
    }

    @Test
    void what_is_not_written_is_everybody_and_both_are_nobody() {
        assertThat(Whose.parse(Optional.empty(), Optional.empty())).contains(Whose.ALL);
        assertThat(Whose.parse(Optional.of("key"), Optional.of("key/k"))).isEmpty();
    }

    @Test
    void limits_are_told_apart_by_whose_use_they_count() {
        assertThat(limit(Whose.ALL).id()).isEqualTo("requests/day");
        assertThat(limit(new Whose.Each(Level.END_USER, "")).id()).isEqualTo("requests/day each end-user");
        assertThat(limit(new Whose.Each(Level.END_USER, "")).counted()).isEqualTo("requests/day");
    }

    private static Limit limit(Whose whose) {
        return new Limit(Measure.REQUESTS, Window.Calendar.DAY, 1, Optional.empty(), false, whose);
    }

    private static Optional<Whose> only(String text) {
        return Whose.parse(Optional.empty(), Optional.of(text));
    }
}

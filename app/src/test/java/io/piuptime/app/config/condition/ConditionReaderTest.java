package io.piuptime.app.config.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piuptime.model.routing.Condition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What conditions mean, and what is said of texts that are none. */
class ConditionReaderTest {
    private final ConditionReader reader = new ConditionReader();
    private final List<String> undecided = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "'x-team' in request.headers",
                "request.headers['x-team'] == 'search'",
                "'x-team' in request.headers && request.headers[\"x-team\"] in ['search', 'ads']",
                "!('x-other' in request.headers)",
                "int(request.headers['x-number']) > 6",
                "request.bytes > 1000 && request.bytes <= 4000",
                "request.prompt_tokens == 1000",
                "request.stream",
                "request.priority == 'interactive'",
                "request.model.startsWith('gpt-')",
                "request.model.matches('^gpt-(mini|nano)$')",
                "request.method == 'POST' && request.path.endsWith('/chat/completions')",
                "caller.key == 'k1' || caller.name == 'other'",
                "caller.name.contains('batch')",
                "caller.address.startsWith('10.')",
                "now > timestamp('2026-01-01T00:00:00Z')",
                "now.getHours('Europe/Berlin') == 9",
                "now.getHours() == 7",
                "now.getDayOfWeek('Europe/Berlin') in [1, 2, 3, 4, 5]",
                "now - timestamp('2026-07-01T07:00:00Z') == duration('30m')",
                "(request.bytes > 1 ? 'a' : 'b') == 'a'",
                "size(request.model) == 8",
                "// a comment\nrequest.stream &&\n  request.bytes > 1",
            })
    void holds(String text) {
        assertThat(holds(text, Asking.USUAL)).as(text).isTrue();
        assertThat(undecided).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "has(request.headers.team)",
                "'X-TEAM'.matches('x-team')",
                "request.headers['x-team'] == 'Search'",
                "request.bytes > 4000",
                "request.model == 'gpt'",
                "caller.key == ''",
                "now < timestamp('2026-01-01T00:00:00Z')",
                "'x-other' in request.headers && request.headers['x-other'] == 'a'",
            })
    void does_not_hold(String text) {
        assertThat(holds(text, Asking.USUAL)).as(text).isFalse();
        assertThat(undecided).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-01T05:59:59Z,false",
        "2026-07-01T06:00:00Z,true",
        "2026-07-01T15:59:59Z,true",
        "2026-07-01T16:00:00Z,false",
        "2026-01-05T06:30:00Z,false",
        "2026-01-05T07:00:00Z,true",
        "2026-07-04T10:00:00Z,false",
        "2026-07-05T10:00:00Z,false"
    })
    void office_hours_are_those_of_their_place_with_its_summer_time(String moment, boolean open) {
        String office = "now.getDayOfWeek('Europe/Berlin') in [1, 2, 3, 4, 5] && now.getHours('Europe/Berlin') >= 8"
                + " && now.getHours('Europe/Berlin') < 18";
        assertThat(holds(office, Asking.USUAL.at(moment))).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "request.headers['x-other'] == 'a' | attribute not found",
                "int(request.headers['x-team']) > 1 | bad format",
                "request.bytes / (request.bytes - request.bytes) == 1 | divide by zero",
                "request.bytes + 9223372036854775807 > 1 | numeric overflow",
                "request.model.matches(request.headers['x-team'] + '(') | invalid argument",
                "dyn(1) | neither true nor false",
            })
    void what_cannot_be_decided_does_not_hold_and_is_told_in_a_word(String text, String why) {
        assertThat(holds(text, Asking.USUAL)).isFalse();
        assertThat(undecided).containsExactly(why);
    }

    @Test
    void what_decides_alone_is_enough() {
        assertThat(holds("request.headers['x-other'] == 'a' || request.stream", Asking.USUAL))
                .isTrue();
        assertThat(holds("request.headers['x-other'] == 'a' && !request.stream", Asking.USUAL))
                .isFalse();
        assertThat(undecided).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "request.hedaers['x'] == 'y' | unknown name 'request.hedaers' at its character 1"
                        + " | did you mean 'request.headers'?",
                "request.stream && caler.key == 'a' | unknown name 'caler.key' at its character 19"
                        + " | did you mean 'caller.key'?",
                "caller.kye == 'a' | unknown name 'caller.kye' at its character 1 | did you mean 'caller.key'?",
                "nwo < timestamp('2026-01-01T00:00:00Z') | unknown name 'nwo' at its character 1 | did you mean 'now'?",
                "foo(1) | unknown function 'foo' at its character 1 | expected: a function of CEL, such as startsWith,"
                        + " contains, matches, size or getHours; there are no loops",
                "[1].exists(x, x > 1) | unknown function 'exists' at its character 5 | expected: a function of CEL, such"
                        + " as startsWith, contains, matches, size or getHours; there are no loops",
                "request.bytes == '9' | found no matching overload for '_==_' applied to '(int, string)' at its character"
                        + " 15 | expected: a condition in CEL, such as request.bytes > 100000",
                "request.bytes | a condition of 'int' | expected: one that is true or false",
                "request.model | a condition of 'string' | expected: one that is true or false",
                "request.model.matches('(a') | regular expression '(a' | expected: one that RE2 takes; missing closing )",
                "request.model.matches('(?=a)') | regular expression '(?=a)' | expected: one that RE2 takes; invalid or"
                        + " unsupported Perl syntax",
                "request.model.matches('((a{100}){100}){100}') | regular expression '((a{100}){100}){100}' | expected: one of"
                        + " at most 1000 steps",
                "now.getHours('Mars/Base') == 1 | time zone 'Mars/Base' | expected: such as Europe/Berlin or +02:00",
                "now < timestamp('tomorrow') | timestamp 'tomorrow' | expected: such as 2026-01-31T08:00:00Z",
                "size(request.headers) > 1 | request.headers as a whole | expected: one header, as in \"x-team\" in"
                        + " request.headers",
                "request.headers == {'a': 'b'} | request.headers as a whole | expected: one header, as in \"x-team\" in"
                        + " request.headers",
                "request.headers['X-Team'] == 'a' | header 'X-Team' | expected: its name in lower case",
                "'X-Team' in request.headers | header 'X-Team' | expected: its name in lower case",
                "request.headers.authorization == 'a' | header 'authorization' | expected: one that holds no credentials",
                "'x-api-key' in request.headers | header 'x-api-key' | expected: one that holds no credentials",
            })
    void says_what_is_wrong_where_and_what_was_expected(String text, String what, String hint) {
        assertThat(reader.wrongWith(text)).contains(new Wrong(what, hint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1 +", "request.bytes >", "((true)", "'a", "true true", "a b c", "{", "&&", "request..model"})
    void what_is_no_cel_is_refused(String text) {
        assertThat(reader.wrongWith(text))
                .hasValueSatisfying(wrong -> assertThat(wrong.what()).contains(" at its character "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(text, undecided::add))
                .withMessageContaining("(expected: ");
    }

    @Test
    void what_is_too_long_or_too_deep_is_told_so() {
        assertThat(reader.wrongWith("true || " + "'a' == 'b' || ".repeat(200) + "false"))
                .contains(new Wrong("of 2813 characters", "expected: at most 2000 characters"));
        assertThat(reader.wrongWith("size(".repeat(40) + "'a'" + ")".repeat(40) + " == 1"))
                .contains(new Wrong("a condition nested too deep", "expected: at most 32 levels"));
    }

    @Test
    void a_name_that_is_near_to_none_is_told_all() {
        assertThat(reader.wrongWith("budget > 3"))
                .hasValueSatisfying(wrong -> assertThat(wrong.hint())
                        .startsWith("expected: one of request.headers, request.model")
                        .endsWith("now"));
    }

    @Test
    void the_place_in_a_text_of_several_lines_is_counted_from_its_beginning() {
        assertThat(reader.wrongWith("request.stream &&\n  nwo == 1"))
                .hasValueSatisfying(wrong -> assertThat(wrong.what()).endsWith("at its character 21"));
    }

    private boolean holds(String text, Asking asking) {
        Condition condition = reader.read(text, undecided::add);
        return condition.holds(asking);
    }
}

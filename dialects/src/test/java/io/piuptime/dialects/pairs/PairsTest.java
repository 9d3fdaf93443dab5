package io.piuptime.dialects.pairs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every recorded conversation, translated from its dialect into each: it has to keep to the contract of the other provider, and
 * what it says there has to be what it said, or to be noted as lost. The counts are in {@code target/pairs.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PairsTest {
    private final Known known = Known.list();
    private List<Interpreter> interpreters = List.of();

    @BeforeAll
    void translate() throws IOException {
        List<Speaker> speakers = Speaker.all();
        interpreters = interpreters(speakers);
        Files.writeString(Path.of("target", "pairs.md"), PairsTable.of(speakers, interpreters, known));
    }

    @Test
    void what_is_translated_is_valid_and_whatever_it_loses_is_noted_and_known() {
        SoftAssertions soft = new SoftAssertions();
        for (Interpreter interpreter : interpreters) {
            for (Tally tally : interpreter.tallies()) {
                soft.assertThat(tally.tried()).as(interpreter.title()).isGreaterThan(30);
                tally.reasons()
                        .forEach((reason, count) -> soft.assertThat(known.why(interpreter.target(), reason))
                                .as(interpreter.title() + ": " + count + " x " + reason + " (such as "
                                        + tally.example(reason) + ")")
                                .isNotEmpty());
            }
        }
        soft.assertAll();
    }

    @Test
    void nothing_is_known_that_does_not_happen() {
        Set<String> met = new TreeSet<>();
        interpreters.forEach(interpreter -> interpreter
                .tallies()
                .forEach(tally ->
                        tally.reasons().keySet().forEach(reason -> met.add(interpreter.target() + "\t" + reason))));
        assertThat(known.rows()).isSubsetOf(met);
    }

    @Test
    void a_conversation_that_stays_in_its_dialect_loses_nothing() {
        for (Interpreter interpreter : interpreters) {
            if (interpreter.title().equals(interpreter.target() + " to " + interpreter.target())) {
                for (Tally tally : interpreter.tallies()) {
                    assertThat(tally.reasons().keySet())
                            .as(interpreter.title())
                            .allMatch(reason -> reason.startsWith("contract: "));
                }
            }
        }
    }

    private static List<Interpreter> interpreters(List<Speaker> speakers) {
        List<Exchange> exchanges = Exchange.all();
        Accepted accepted = Accepted.of(speakers, exchanges);
        List<Interpreter> interpreters = new ArrayList<>();
        for (Speaker from : speakers) {
            List<Exchange> ours = exchanges.stream()
                    .filter(one -> from.isOurs().test(one.url()))
                    .toList();
            for (Speaker to : speakers) {
                Interpreter interpreter = new Interpreter(from, to, accepted);
                ours.forEach(interpreter::translate);
                interpreters.add(interpreter);
            }
        }
        return interpreters;
    }
}

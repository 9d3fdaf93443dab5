package io.piuptime.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.bench.subject.ProcessTree;
import io.piuptime.bench.subject.Subject;
import io.piuptime.testkit.fake.FakeOpenAi;
import io.piuptime.testkit.load.Load;
import io.piuptime.testkit.load.LoadDriver;
import io.piuptime.testkit.load.Pace;
import io.piuptime.testkit.script.Script;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private final FakeOpenAi fake = FakeOpenAi.start();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
    private final Rounds rounds =
            new Rounds(new LoadDriver(System::nanoTime, 1), new PrintStream(progress, true, UTF_8));
    private final Subject first = new Subject("a", fake.port(), Optional.empty());
    private final Subject second = new Subject("b", fake.port(), Optional.empty());
    private final Requests requests = new Requests("key");

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void go_there_and_back_again() {
        var windows = rounds.alternate("x", 3, List.of(first, second), this::echo, Pace.times(5, 1));

        assertThat(progress.toString(UTF_8).lines()).containsExactly("x: a", "x: b", "x: b", "x: a", "x: a", "x: b");
        assertThat(windows.get("a")).hasSize(3);
        assertThat(windows.get("b")).allMatch(window -> window.report().completed() == 5);
    }

    @Test
    void fail_with_the_first_wrong_reply() {
        fake.next(Script.answer(200, "{}"));

        assertThatThrownBy(() -> rounds.window("x", first, echo(first), Pace.times(5, 1)))
                .isInstanceOf(BenchFailure.class)
                .hasMessage("x, a: errors {marker=1}, statuses {200=5} (expected: none)");
    }

    @Test
    void settle_with_the_first_window_where_nothing_is_compiled_and_after_the_last_one_anyhow() {
        assertThat(rounds.settle("x", first, echo(first), Pace.times(2, 1), 5)).isEqualTo(1);

        Subject self = new Subject("self", fake.port(), Optional.of(new ProcessTree(ProcessHandle.current())));
        assertThat(rounds.settle("y", self, echo(self), Pace.times(2, 1), 2)).isBetween(1, 2);
        assertThat(progress.toString(UTF_8)).startsWith("x: a\ny: self\n");
    }

    @Test
    void report_an_attempt_that_went_wrong() {
        fake.next(Script.answer(500, "{}"));
        List<String> notes = new ArrayList<>();

        assertThat(rounds.attempt("x", first, echo(first), Pace.times(2, 1), notes::add)
                        .completed())
                .isEqualTo(1);
        assertThat(notes).singleElement().asString().contains("x, a: 1 completed", "status=1");
    }

    @Test
    void send_a_kibibyte_to_everyone() throws InterruptedException {
        rounds.window("x", first, echo(first), Pace.once(1));
        assertThat(fake.last().bodyLength()).isEqualTo(1024);
        assertThat(fake.last().header("authorization")).contains("Bearer key");
        assertThat(fake.last().asked().json().path("model").asString()).isEqualTo("bench");
    }

    private Load echo(Subject subject) {
        return Load.echo(subject.port(), requests.json(subject).request());
    }
}

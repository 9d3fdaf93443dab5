package io.piuptime.testkit.card;

import static java.util.Objects.requireNonNull;

import io.piuptime.testkit.card.Call.Ending;
import io.piuptime.testkit.wall.Attempt;
import io.piuptime.testkit.wall.Chat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What happened in a scenario, seen from both sides.
 *
 * @param calls at least one, in the order of their sending
 * @param attempts that reached the wall meanwhile
 * @param seconds that the whole took the caller
 * @param down seconds from the start for which a flapping model was down
 * @param afterwards why a healthy request failed after the scenario; empty = it was answered
 */
public record History(
        List<Call> calls, List<Attempt> attempts, double seconds, double down, Optional<String> afterwards) {
    public History {
        calls = List.copyOf(calls);
        attempts = List.copyOf(attempts);
        requireNonNull(afterwards, "afterwards");
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("calls: none (expected: at least one)");
        }
    }

    /** The attempts at a model. */
    List<Attempt> at(String model) {
        return attempts.stream()
                .filter(attempt -> attempt.model().equals(Chat.nameOf(model)))
                .toList();
    }

    /** How the calls ended together: the worst of them. */
    Ending ending() {
        if (calls.stream().anyMatch(call -> call.ending() == Ending.HUNG)) {
            return Ending.HUNG;
        }
        return calls.stream().allMatch(Call::isAnswered) ? Ending.ANSWERED : Ending.ERROR;
    }

    boolean isWhole() {
        return calls.stream().allMatch(Call::isWhole);
    }

    boolean isTruncated() {
        return calls.stream().anyMatch(Call::isTruncated);
    }

    /** Of the first call that was not answered; empty if all were. */
    String error() {
        return calls.stream()
                .filter(call -> !call.isAnswered())
                .map(Call::error)
                .findFirst()
                .orElse("");
    }

    Call last() {
        return calls.getLast();
    }

    /** The calls sent while a flapping model was down. */
    List<Call> duringOutage() {
        return calls.stream().filter(call -> call.at() < down).toList();
    }

    /** Seconds between the first two attempts at a model; empty if there were not two. */
    OptionalDouble firstGap(String model) {
        List<Attempt> all = at(model);
        return all.size() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.get(1).at() - all.getFirst().at());
    }
}

package io.piuptime.stores.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Several commands sent at once, all of which have to be answered by one deadline. Used once, by one thread. */
final class Round {
    /** What the server's own state leads to, also where a script says so in the middle of its message. */
    private static final Pattern STATE = Pattern.compile(
            "\\b(READONLY|LOADING|OOM|MISCONF|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|BUSY|NOAUTH|WRONGPASS|NOPERM)\\b");

    private static final Pattern MISTAKE = Pattern.compile("(ERR|WRONGTYPE)\\b.*", Pattern.DOTALL);

    private final Duration deadline;
    private boolean answered;
    private Optional<String> failure = Optional.empty();

    Round(Duration deadline) {
        this.deadline = deadline;
    }

    /** Runs scripts, with their text where the server does not know them yet. Some may stay without an answer. */
    List<Script.Answer> run(Link link, List<Script.Call> calls) {
        List<Optional<RedisFuture<List<Object>>>> asked =
                calls.stream().map(call -> send(() -> bySha(link, call))).toList();
        List<Outcome> outcomes = outcomes(asked);
        List<Optional<RedisFuture<List<Object>>>> again = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Script.Call call = calls.get(i);
            again.add(outcomes.get(i).unseen() ? send(() -> byText(link, call)) : Optional.empty());
        }
        List<Script.Answer> answers = new ArrayList<>();
        List<Outcome> second = outcomes(again);
        for (int i = 0; i < calls.size(); i++) {
            answers.add((outcomes.get(i).unseen() ? second : outcomes).get(i).answer());
        }
        return answers;
    }

    /** Sends a message. */
    void publish(Link link, String channel, String text) {
        Optional<RedisFuture<Long>> sent = send(() -> link.commands().publish(channel, text));
        long end = System.nanoTime() + deadline.toNanos();
        sent.ifPresent(future -> outcome(future, end));
    }

    /** Whether the server answered anything that shows it well. */
    boolean answered() {
        return answered;
    }

    /** What went wrong first. */
    Optional<String> failure() {
        return failure;
    }

    private List<Outcome> outcomes(List<Optional<RedisFuture<List<Object>>>> futures) {
        long end = System.nanoTime() + deadline.toNanos();
        return futures.stream()
                .map(future -> future.map(sent -> outcome(sent, end)).orElse(Outcome.NONE))
                .toList();
    }

    private <T> Outcome outcome(RedisFuture<T> future, long end) {
        try {
            T value = future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            answered = true;
            return new Outcome(new Script.Answer(true, numbers(value)), false);
        } catch (TimeoutException _) {
            future.cancel(false);
            note("no answer within " + deadline.toMillis() + " ms");
        } catch (CancellationException _) {
            note("the connection was closed");
        } catch (InterruptedException _) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            note("the caller was interrupted");
        } catch (ExecutionException e) {
            return failed(e);
        }
        return Outcome.NONE;
    }

    private Outcome failed(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof RedisNoScriptException) {
            answered = true;
            return new Outcome(Script.Answer.UNKNOWN, true);
        }
        String message = String.valueOf(cause.getMessage());
        boolean mistake = cause instanceof RedisCommandExecutionException
                && MISTAKE.matcher(message).matches()
                && !STATE.matcher(message).find();
        // a script that is wrong, or a key of another type, is no trouble of the server's
        answered |= mistake;
        note(message);
        return Outcome.NONE;
    }

    private <T> Optional<RedisFuture<T>> send(Sending<T> sending) {
        try {
            return Optional.of(sending.send());
        } catch (RedisException e) {
            note(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void note(String what) {
        if (failure.isEmpty()) {
            failure = Optional.of(what);
        }
    }

    private static RedisFuture<List<Object>> bySha(Link link, Script.Call call) {
        return link.commands().evalsha(call.script().sha(), ScriptOutputType.MULTI, keys(call), arguments(call));
    }

    private static RedisFuture<List<Object>> byText(Link link, Script.Call call) {
        return link.commands().eval(call.script().text(), ScriptOutputType.MULTI, keys(call), arguments(call));
    }

    private static String[] keys(Script.Call call) {
        return call.keys().toArray(String[]::new);
    }

    private static String[] arguments(Script.Call call) {
        return call.arguments().toArray(String[]::new);
    }

    private static List<Long> numbers(Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .map(number -> number instanceof Long known ? known : Long.parseLong(String.valueOf(number)))
                .toList();
    }

    /** Hands a command to the library. */
    @FunctionalInterface
    private interface Sending<T> {
        RedisFuture<T> send();
    }

    /**
     * What became of a command.
     *
     * @param unseen whether the server does not know the script
     */
    private record Outcome(Script.Answer answer, boolean unseen) {
        static final Outcome NONE = new Outcome(Script.Answer.UNKNOWN, false);
    }
}

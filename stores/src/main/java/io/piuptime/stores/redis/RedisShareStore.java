package io.piuptime.stores.redis;

import static java.util.Objects.requireNonNull;

import io.piuptime.gateway.budget.share.Ask;
import io.piuptime.gateway.budget.share.Dealt;
import io.piuptime.gateway.budget.share.ShareStore;
import io.piuptime.gateway.budget.share.Term;
import io.piuptime.stores.StoreUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Deals limits out in Redis. Limits are spread over groups, each in one slot of a cluster; the asks of a group are one call of one
 * script, and all calls are sent at once.
 */
public final class RedisShareStore implements ShareStore {
    private static final int GROUPS = 16;
    private static final int HEAD = 2;
    private static final int OF_GRANT = 3;
    private static final Dealt.Grant UNKNOWN = new Dealt.Grant(0, 0, false);

    /** What Lua's numbers hold exactly. */
    private static final long MOST = (1L << 53) - 1;

    private final Redis redis;
    private final RandomGenerator random;
    private final Script shares = script("shares.lua");
    private final Script nodes = script("nodes.lua");
    private final long[] eras = new long[GROUPS];
    private long era;

    public RedisShareStore(Redis redis, RandomGenerator random) {
        this.redis = requireNonNull(redis, "redis");
        this.random = requireNonNull(random, "random");
    }

    @Override
    public synchronized Optional<Dealt> deal(String node, List<Ask> asks) {
        Groups groups = new Groups(asks);
        List<Script.Call> calls = new ArrayList<>();
        calls.add(nodes.on(List.of("piup:{nodes}"), node, Long.toString(NODE_MILLIS)));
        for (int group : groups.present()) {
            calls.add(call(node, group, groups.of(group)));
        }
        try {
            return dealt(groups, asks.size(), redis.runAll(calls));
        } catch (StoreUnavailable _) {
            return Optional.empty(); // who asks goes on without it, and who runs it was told in the log
        }
    }

    private Script.Call call(String node, int group, List<Ask> asks) {
        String tag = "piup:{" + group + "}:";
        List<String> keys = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        keys.add(tag + "era");
        arguments.add(node);
        arguments.add(Long.toString(1 + random.nextLong(MOST)));
        arguments.add(Long.toString(PRESENT_MILLIS));
        for (Ask ask : asks) {
            keys.add(tag + ask.meter() + suffix(ask.term()));
            term(arguments, ask.term());
            for (long number : new long[] {ask.held(), ask.want(), ask.cap()}) {
                arguments.add(Long.toString(Math.min(number, MOST)));
            }
        }
        return shares.on(keys, arguments.toArray(String[]::new));
    }

    /** Each window of the calendar has a key of its own, which is gone some time after it. */
    private static String suffix(Term term) {
        return term instanceof Term.Fixed fixed ? "@" + fixed.from() : "";
    }

    private static void term(List<String> arguments, Term term) {
        switch (term) {
            case Term.Fixed fixed -> {
                arguments.add("f");
                arguments.add(Long.toString(fixed.from()));
                arguments.add(fixed.until() == Long.MAX_VALUE ? "-1" : Long.toString(fixed.until()));
                arguments.add("0");
            }
            case Term.Slot slot -> {
                arguments.add("s");
                arguments.add(Long.toString(slot.index()));
                arguments.add(Long.toString(slot.width()));
                arguments.add(Integer.toString(slot.count()));
            }
            case Term.Present _ -> arguments.addAll(List.of("p", "0", "0", "0"));
        }
    }

    /** Empty if the nodes are not known; of groups that did not answer nothing is granted. */
    private Optional<Dealt> dealt(Groups groups, int asks, List<Script.Answer> answers) {
        if (!answers.getFirst().known()) {
            return Optional.empty();
        }
        Dealt.Grant[] grants = new Dealt.Grant[asks];
        Arrays.fill(grants, UNKNOWN);
        int call = 1;
        for (int group : groups.present()) {
            Script.Answer answer = answers.get(call++);
            if (answer.known()) {
                heard(group, answer.numbers().getFirst());
                List<Integer> places = groups.places(group);
                for (int i = 0; i < places.size(); i++) {
                    grants[places.get(i)] = grant(answer.numbers(), HEAD + i * OF_GRANT);
                }
            }
        }
        List<Long> known = answers.getFirst().numbers();
        return Optional.of(new Dealt(known.get(0), Math.max(1, known.get(1).intValue()), era, List.of(grants)));
    }

    private static Dealt.Grant grant(List<Long> numbers, int at) {
        return new Dealt.Grant(numbers.get(at), numbers.get(at + 1), numbers.get(at + 2) == 1);
    }

    /** When one group is in another era than it was, so are all. */
    private void heard(int group, long now) {
        if (eras[group] != now) {
            era += eras[group] == 0 ? 0 : 1;
            eras[group] = now;
        }
    }

    private static Script script(String name) {
        try (InputStream text = requireNonNull(RedisShareStore.class.getResourceAsStream(name), name)) {
            return Script.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks by their group. */
    private static final class Groups {
        private final List<Ask> asks;
        private final List<List<Integer>> places = new ArrayList<>();

        Groups(List<Ask> asks) {
            this.asks = asks;
            for (int group = 0; group < GROUPS; group++) {
                places.add(new ArrayList<>());
            }
            for (int i = 0; i < asks.size(); i++) {
                places.get(Math.floorMod(asks.get(i).meter().hashCode(), GROUPS))
                        .add(i);
            }
        }

        /** Those that something is asked of. */
        List<Integer> present() {
            List<Integer> present = new ArrayList<>();
            for (int group = 0; group < GROUPS; group++) {
                if (!places.get(group).isEmpty()) {
                    present.add(group);
                }
            }
            return present;
        }

        List<Integer> places(int group) {
            return places.get(group);
        }

        List<Ask> of(int group) {
            return places.get(group).stream().map(asks::get).toList();
        }
    }
}

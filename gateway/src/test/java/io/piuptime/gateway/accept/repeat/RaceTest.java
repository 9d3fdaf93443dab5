package io.piuptime.gateway.accept.repeat;

import static io.piuptime.gateway.accept.repeat.Memory.ASKING;
import static io.piuptime.gateway.accept.repeat.Memory.opening;
import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;

/** Many threads with one key: real threads, and a latch that lets them all go at once. */
class RaceTest {
    private static final int CALLERS = 50;
    private static final int PARTS = 200;
    private static final long SECONDS = 20;

    private final Memory memory = new Memory(64 << 20);
    private final AtomicInteger asked = new AtomicInteger();

    /** Reads on whenever there is more. */
    private static final class Reader implements Follower {
        private final Semaphore news = new Semaphore(0);

        @Override
        public void moved() {
            news.release();
        }

        @Override
        public void beat(Bytes comment) {}

        String read(Recording recording) throws InterruptedException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (true) {
                Recording.Seen seen = recording.look(all.size(), 1000);
                all.write(seen.part().array(), seen.part().from(), seen.part().length());
                if (seen.close().isPresent()) {
                    recording.unfollow(this);
                    return all + " " + seen.close().get();
                }
                if (seen.part().length() == 0 && !news.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("told nothing for " + SECONDS + " s at byte " + all.size());
                }
            }
        }
    }

    @RepeatedTest(20)
    void of_fifty_with_one_key_one_asks_and_all_get_the_same() throws Exception {
        List<String> answers = together(() -> {
            Reader reader = new Reader();
            return switch (memory.claim(ASKING, reader)) {
                case Claim.First first -> {
                    asked.incrementAndGet();
                    yield write(first.recording());
                }
                case Claim.Again again -> reader.read(again.recording());
                case Claim.Refused refused -> throw new AssertionError(refused);
            };
        });
        assertThat(asked).hasValue(1);
        assertThat(answers).hasSize(CALLERS).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).startsWith("part 0, part 1, ").contains("part 199");
    }

    /** However a first that leaves meets others that join and leave, it goes on or is over, and nothing stays behind. */
    @RepeatedTest(50)
    void a_first_who_leaves_either_goes_on_for_others_or_leaves_nothing() throws Exception {
        Recording recording = memory.first(ASKING);
        AtomicInteger deserted = new AtomicInteger();
        AtomicInteger wentOn = new AtomicInteger();
        AtomicInteger firsts = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        together(() -> {
            if (turns.getAndIncrement() == CALLERS / 2) {
                wentOn.addAndGet(recording.leave(deserted::incrementAndGet) ? 1 : 0);
                return "left";
            }
            Reader reader = new Reader();
            switch (memory.claim(ASKING, reader)) {
                case Claim.First first -> {
                    firsts.incrementAndGet();
                    first.recording().leave(() -> {});
                }
                case Claim.Again again -> again.recording().unfollow(reader);
                case Claim.Refused refused -> throw new AssertionError(refused);
            }
            return "done";
        });
        assertThat(recording.look(0, 1).close()).contains(new Close.Deserted());
        assertThat(deserted).hasValue(wentOn.get());
        assertThat(memory.answers.held()).isZero();
    }

    private String write(Recording recording) {
        StringBuilder all = new StringBuilder();
        recording.open(opening(200));
        for (int i = 0; i < PARTS; i++) {
            recording.add(Bytes.utf8("part " + i + ", "));
            all.append("part ").append(i).append(", ");
        }
        Close end = new Close.Complete();
        recording.end(end);
        return all + " " + end;
    }

    private static List<String> together(Callable<String> work) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Future<String>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            for (int i = 0; i < CALLERS; i++) {
                running.add(threads.submit(() -> {
                    go.await();
                    return work.call();
                }));
            }
            go.countDown();
            List<String> results = new ArrayList<>();
            for (Future<String> one : running) {
                results.add(one.get(SECONDS, TimeUnit.SECONDS));
            }
            return results;
        }
    }
}

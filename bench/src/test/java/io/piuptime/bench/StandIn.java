package io.piuptime.bench;

import io.piuptime.testkit.fault.FaultProxy;
import io.piuptime.testkit.fault.Toxics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands for the gateway in the benchmark's tests: takes its command line and passes bytes on. */
public final class StandIn {
    private static final Pattern UPSTREAM = Pattern.compile("base-url: http://127\\.0\\.0\\.1:(\\d+)/v1");

    private StandIn() {}

    /** The words that start it, with a latency in milliseconds that it adds. */
    public static List<String> command(int latency) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StandIn.class.getName(),
                String.valueOf(latency));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = Arrays.asList(args);
        Matcher found = UPSTREAM.matcher(Files.readString(Path.of(after("--config", words))));
        if (!words.contains("run") || !found.find()) {
            throw new IllegalArgumentException("words: " + words + " (expected: run with a provider's base URL)");
        }
        int target = Integer.parseInt(found.group(1));
        FaultProxy proxy = FaultProxy.to(Integer.parseInt(after("--port", words)), target, new SplittableRandom(1));
        proxy.downstream(Toxics.NONE.withLatency(Duration.ofMillis(Integer.parseInt(words.getFirst())), Duration.ZERO));
        Files.writeString(Path.of(after("--data", words), "first-key"), "piup_test\n");
        new CountDownLatch(1).await();
    }

    private static String after(String name, List<String> words) {
        return words.get(words.indexOf(name) + 1);
    }
}

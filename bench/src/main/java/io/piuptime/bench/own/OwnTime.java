package io.piuptime.bench.own;

import static java.util.Objects.requireNonNull;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;

/**
 * CPU time of this thread that something takes when it is compiled: it is run until the compiler, which other processes may keep
 * from its work, has had nothing to do with it for a while. What the collector and the compiler spend is not in it.
 */
public final class OwnTime {
    private static final int SAMPLES = 15;
    private static final int BATCH = 256;
    /** The compiler is done when it has done nothing for so many times what a figure is measured for. */
    private static final int QUIET = 2;
    /** But for longer than so many times nobody waits for it. */
    private static final int PATIENCE = 30;

    private final long each;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();

    /**
     * A clock.
     *
     * @param each how much CPU time each figure is measured for, once everything is compiled
     */
    public OwnTime(Duration each) {
        this.each = each.toNanos();
    }

    /** Microseconds of something: the median of the samples. */
    public double micros(Runnable once) {
        return micros(once, () -> {});
    }

    /**
     * The same of something that another thread would look after.
     *
     * @param aside is run now and then, and is not counted
     */
    public double micros(Runnable once, Runnable aside) {
        requireNonNull(once, "once");
        warmUp(once, aside);
        double[] samples = new double[SAMPLES];
        Arrays.setAll(samples, _ -> run(once, aside, each / SAMPLES));
        Arrays.sort(samples);
        return samples[SAMPLES / 2];
    }

    private void warmUp(Runnable once, Runnable aside) {
        long began = System.nanoTime();
        long quietSince = began;
        long compiled = compiler.getTotalCompilationTime();
        long now = began;
        while (now - quietSince < QUIET * each && now - began < PATIENCE * each) {
            run(once, aside, each / SAMPLES);
            now = System.nanoTime();
            if (compiler.getTotalCompilationTime() != compiled) {
                compiled = compiler.getTotalCompilationTime();
                quietSince = now;
            }
        }
    }

    private double run(Runnable once, Runnable aside, long nanos) {
        long spent = 0;
        long times = 0;
        while (spent < nanos || times == 0) {
            long began = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < BATCH; i++) {
                once.run();
            }
            spent += threads.getCurrentThreadCpuTime() - began;
            times += BATCH;
            aside.run();
        }
        return spent / 1e3 / times;
    }
}

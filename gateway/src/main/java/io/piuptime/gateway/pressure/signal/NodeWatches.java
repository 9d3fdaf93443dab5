package io.piuptime.gateway.pressure.signal;

import static io.piuptime.gateway.pressure.Bounds.NEVER;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.piuptime.gateway.pressure.Both;
import io.piuptime.gateway.pressure.Bounds;
import io.piuptime.gateway.pressure.Gauge;
import io.piuptime.gateway.pressure.Resource;
import io.piuptime.gateway.pressure.Signal;
import io.piuptime.gateway.pressure.Watch;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What is watched of a process, and where its bounds are: the one table of them. */
public final class NodeWatches {
    private static final Bounds PROCESSOR = new Bounds(0.80, 0.92, NEVER);
    private static final Bounds LAG_MILLIS = new Bounds(100, 500, NEVER);
    private static final Bounds QUEUE_MILLIS = new Bounds(100, 500, NEVER);
    private static final Bounds HEAP = new Bounds(0.80, 0.90, 0.96);
    private static final Bounds DIRECT = new Bounds(0.90, 0.96, NEVER);
    private static final Bounds FILES = new Bounds(0.85, 0.90, 0.95);

    private static final Duration STANDING = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final LoopLag lag;
    private final LongSupplier queueNanos;

    /**
     * Watches this process.
     *
     * @param queueNanos how long exchanges wait for this process, in nanoseconds; not how long they wait for a target
     */
    public NodeWatches(LongSupplier nanos, LoopLag lag, LongSupplier queueNanos) {
        this.nanos = nanos;
        this.lag = lag;
        this.queueNanos = queueNanos;
    }

    /** All of them; takes long at first, for the JDK's beans are loaded. */
    public List<Watch> all() {
        List<Watch> all = new ArrayList<>(heaps());
        all.add(new Gauge(Resource.DIRECT_MEMORY, directMemory(), DIRECT, SHORT));
        all.add(new Gauge(Resource.QUEUE, _ -> queueNanos.getAsLong() / 1e6, QUEUE_MILLIS, SHORT));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            // a processor that is busy is well used; it is short when work waits for it, too
            all.add(new Both(
                    new Gauge(Resource.PROCESSOR, processor(system), PROCESSOR, STANDING),
                    new Gauge(Resource.PROCESSOR, lag, LAG_MILLIS, STANDING)));
        }
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            Signal files = new OpenFiles(unix::getOpenFileDescriptorCount, unix::getMaxFileDescriptorCount);
            all.add(new Gauge(Resource.DESCRIPTORS, files, FILES, Duration.ZERO));
        }
        return List.copyOf(all);
    }

    private Signal processor(OperatingSystemMXBean system) {
        return new ProcessorTime(
                system::getProcessCpuTime, Runtime.getRuntime().availableProcessors(), nanos.getAsLong());
    }

    /** Pools with a threshold are those where objects stay; the others are emptied by every collection. */
    private static List<Watch> heaps() {
        long most = Runtime.getRuntime().maxMemory();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .filter(pool -> pool.getCollectionUsage() != null)
                .map(pool -> heap(pool, most))
                .toList();
    }

    private static Watch heap(MemoryPoolMXBean pool, long most) {
        Signal collected = new CollectedHeap(() -> Optional.ofNullable(pool.getCollectionUsage()), most);
        return new Gauge(Resource.HEAP, collected, HEAP, Duration.ZERO);
    }

    /** By the JDK's account, in which the network library's buffers are, too. */
    private static Signal directMemory() {
        List<BufferPoolMXBean> direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .toList();
        double most = mostDirect();
        return _ -> direct.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum() / most;
    }

    /** As the JVM was told; 0 means as much as the heap. */
    private static long mostDirect() {
        String option = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue();
        long told = Long.parseLong(option);
        return told > 0 ? told : Runtime.getRuntime().maxMemory();
    }
}

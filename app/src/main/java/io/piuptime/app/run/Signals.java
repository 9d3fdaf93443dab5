package io.piuptime.app.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Ends the process in order on the first SIGTERM or SIGINT, and at once on the second. A shutdown hook cannot hear a second
 * signal; {@code sun.misc.Signal} of the module jdk.unsupported can, and is asked by reflection because the compiler warns of
 * its name.
 */
final class Signals {
    private static final int AT_ONCE = 130;
    private static final List<String> NAMES = List.of("TERM", "INT");

    private Signals() {}

    /** Waits for a signal and for the drain that it starts. Returns the exit code. */
    static int waitForEnd(GatewayProcess process, IntConsumer halt) {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean ending = new AtomicBoolean();
        handle(() -> {
            if (ending.compareAndSet(false, true)) {
                Thread.ofPlatform().name("piup-drain").start(() -> {
                    process.drain();
                    ended.countDown();
                });
            } else {
                halt.accept(AT_ONCE);
            }
        });
        try {
            ended.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler invocation = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                default -> "signals of Pi Uptime";
            };
            Object listener = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, invocation);
            for (String name : NAMES) {
                Object wanted = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, wanted, listener);
            }
        } catch (ReflectiveOperationException e) {
            throw new StartException("the JVM does not let signals be handled (expected: module jdk.unsupported)", e);
        }
    }
}

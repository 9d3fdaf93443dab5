package io.piuptime.gateway.accept.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.vertx.core.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transport whose listeners watch every connection from its accept on: there is no other place that sees it so early. */
public final class WatchedTransport implements Transport {
    private final Transport of;
    private final io.vertx.core.spi.transport.Transport implementation;

    public WatchedTransport(Transport of, Supplier<Door> door) {
        this.of = of;
        io.vertx.core.spi.transport.Transport real = of.implementation();
        // a proxy, for the interface has a dozen methods with defaults that each transport overrides as it likes
        this.implementation = (io.vertx.core.spi.transport.Transport) Proxy.newProxyInstance(
                WatchedTransport.class.getClassLoader(),
                new Class<?>[] {io.vertx.core.spi.transport.Transport.class},
                (_, method, arguments) -> {
                    for (Object argument : arguments == null ? new Object[0] : arguments) {
                        if (argument instanceof ServerBootstrap listener) {
                            FirstHead.watch(listener, door);
                        }
                    }
                    // the interface's own method would ask the real transport for its loops, past this proxy
                    if (method.getName().equals("eventLoopGroup") && arguments != null && of.equals(Transport.EPOLL)) {
                        return new MultiThreadIoEventLoopGroup(
                                (Integer) arguments[1],
                                (ThreadFactory) arguments[2],
                                new FreshDescriptors(real.ioHandlerFactory()));
                    }
                    return call(real, method, arguments);
                });
    }

    /** Linux's own where it can be loaded, else the JDK's. */
    public static Transport best() {
        return Transport.EPOLL.available() ? Transport.EPOLL : Transport.NIO;
    }

    @Override
    public String name() {
        return of.name();
    }

    @Override
    public boolean available() {
        return of.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return of.unavailabilityCause();
    }

    @Override
    public io.vertx.core.spi.transport.Transport implementation() {
        return implementation;
    }

    private static @Nullable Object call(Object on, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}

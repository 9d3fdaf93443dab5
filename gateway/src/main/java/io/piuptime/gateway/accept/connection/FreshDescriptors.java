package io.piuptime.gateway.accept.connection;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Netty's epoll loop, with events kept from connections that they are not meant for.
 *
 * <p>The loop (4.2.18) fetches a batch of events and then tells each to whoever has the event's descriptor. Where handling one
 * event closes a connection and opens another, the new one can have got the old one's number, and the rest of the batch still
 * speaks of the old: the new one would break, or believe itself closed and wait for ever. A connection that is registered
 * inside a batch therefore hears nothing of that batch.
 */
record FreshDescriptors(IoHandlerFactory of) implements IoHandlerFactory {
    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new Loop(of.newHandler(executor));
    }

    @Override
    public boolean isChangingThreadSupported() {
        return of.isChangingThreadSupported();
    }

    /** One loop; used by its thread alone, but for {@link #wakeup}. */
    private static final class Loop implements IoHandler {
        private final IoHandler of;
        private long batch;
        private boolean inBatch;

        Loop(IoHandler of) {
            this.of = of;
        }

        @Override
        public int run(IoHandlerContext context) {
            batch++;
            inBatch = true;
            try {
                return of.run(context);
            } finally {
                inBatch = false;
            }
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return of.register(
                    inBatch && handle instanceof EpollIoHandle late ? new Newcomer(late, this, batch) : handle);
        }

        @Override
        public void initialize() {
            of.initialize();
        }

        @Override
        public void prepareToDestroy() {
            of.prepareToDestroy();
        }

        @Override
        public void destroy() {
            of.destroy();
        }

        @Override
        public void wakeup() {
            of.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return of.isCompatible(type);
        }
    }

    /** A connection that was registered while a batch was told. */
    @SuppressWarnings("try") // closed by the loop alone, as its own handle would be
    private record Newcomer(EpollIoHandle of, Loop loop, long cameIn) implements EpollIoHandle {
        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            if (loop.batch != cameIn) {
                of.handle(registration, event);
            }
        }

        @Override
        public FileDescriptor fd() {
            return of.fd();
        }

        @Override
        public void registered() {
            of.registered();
        }

        @Override
        public void unregistered() {
            of.unregistered();
        }

        @Override
        public void close() throws Exception {
            of.close();
        }
    }
}

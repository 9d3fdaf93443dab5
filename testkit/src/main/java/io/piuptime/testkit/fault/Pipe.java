package io.piuptime.testkit.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** One direction of a connection: one thread reads and stamps, another holds, slices and writes. */
final class Pipe {
    private static final int READ = 16_384;
    private static final int QUEUED = 64;
    private static final long SECOND = 1_000_000_000;

    private final Socket from;
    private final Socket to;
    private final Dial dial;
    private final Link link;
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUED);
    private long written;

    Pipe(Socket from, Socket to, Dial dial, Link link) {
        this.from = from;
        this.to = to;
        this.dial = dial;
        this.link = link;
    }

    /** Bytes with the moment from which they may go on; no bytes = the end. */
    private static final class Chunk {
        private final byte[] bytes;
        private final int length;
        private final long due;

        private Chunk(byte[] bytes, int length, long due) {
            this.bytes = bytes;
            this.length = length;
            this.due = due;
        }
    }

    void start() {
        Thread.ofVirtual().name("fault-read").start(() -> guarded(this::read));
        Thread.ofVirtual().name("fault-write").start(() -> guarded(this::write));
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException broken) {
            link.reset();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            link.reset();
        }
    }

    private void read() throws IOException, InterruptedException {
        int length = 0;
        while (length >= 0) {
            dial.awaitThaw();
            byte[] bytes = new byte[READ];
            length = from.getInputStream().read(bytes);
            queue.put(new Chunk(bytes, length, System.nanoTime() + dial.holdNanos()));
        }
    }

    private void write() throws IOException, InterruptedException {
        while (true) {
            Chunk chunk = queue.take();
            for (long left = chunk.due - System.nanoTime(); left > 0; left = chunk.due - System.nanoTime()) {
                dial.pause(left);
            }
            dial.awaitThaw();
            if (chunk.length < 0) {
                to.shutdownOutput();
                link.directionEnded();
                return;
            }
            slices(chunk);
        }
    }

    private void slices(Chunk chunk) throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        int at = 0;
        while (at < chunk.length) {
            dial.awaitThaw();
            Toxics toxics = dial.now();
            int size = Math.min(chunk.length - at, toxics.slice() == 0 ? READ : toxics.slice());
            if (toxics.bytesPerSecond() > 0) {
                size = (int) Math.min(size, Math.max(1, toxics.bytesPerSecond() / 50));
            }
            int allowed = (int) Math.min(size, Math.max(0, toxics.end().afterBytes() - written));
            out.write(chunk.bytes, at, allowed);
            written += allowed;
            at += allowed;
            if (written >= toxics.end().afterBytes()) {
                link.end(toxics.end().reset());
                return;
            }
            if (toxics.bytesPerSecond() > 0) {
                dial.pause(size * SECOND / toxics.bytesPerSecond());
            }
            if (toxics.slice() > 0 && at < chunk.length) {
                dial.pause(toxics.pause());
            }
        }
    }
}

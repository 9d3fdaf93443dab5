package io.piuptime.gateway.accept.body;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a body: in memory while it is small, then in a file that is gone with its process. All methods run on one
 * loop.
 */
public final class Spool {
    private static final int IN_MEMORY = 256 << 10;

    private final Vertx vertx;
    private final Path folder;
    private final String name;

    private Buffer memory = Buffer.buffer();
    private @Nullable AsyncFile file;
    private long size;
    private boolean closed;

    public Spool(Vertx vertx, Path folder, String name) {
        this.vertx = vertx;
        this.folder = folder;
        this.name = name;
    }

    long size() {
        return size;
    }

    /** Adds bytes; the future completes when more can be taken. */
    Future<Void> append(Buffer bytes) {
        long at = size;
        size += bytes.length();
        if (file != null) {
            return file.write(bytes, at);
        }
        memory.appendBuffer(bytes);
        if (memory.length() <= IN_MEMORY) {
            return Future.succeededFuture();
        }
        OpenOptions options = new OpenOptions()
                .setCreateNew(true)
                .setRead(true)
                .setWrite(true)
                .setPerms("rw-------")
                .setDeleteOnClose(true);
        return vertx.fileSystem()
                .open(folder.resolve(name + ".spool").toString(), options)
                .compose(opened -> {
                    if (closed) {
                        return opened.close();
                    }
                    file = opened;
                    Buffer before = memory;
                    memory = Buffer.buffer();
                    return opened.write(before, 0);
                });
    }

    /** Sends a stretch of what was added. */
    Future<Void> sendRange(HttpClientRequest to, long from, long until) {
        if (from == until) {
            return Future.succeededFuture();
        }
        if (file == null) {
            return to.write(memory.slice((int) from, (int) until));
        }
        file.setReadPos(from);
        file.setReadLength(until - from);
        return file.pipe().endOnComplete(false).to(to);
    }

    void close() {
        closed = true;
        memory = Buffer.buffer();
        if (file != null) {
            file.close();
            file = null;
        }
    }
}

package io.piuptime.gateway.accept.owned;

import io.piuptime.gateway.send.ReplySink;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A caller's side that notes what it gets. */
final class HeardSink implements ReplySink {
    final List<String> heard = new ArrayList<>();
    boolean room = true;
    Optional<Runnable> drain = Optional.empty();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private boolean committed;

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public boolean committed() {
        return committed;
    }

    @Override
    public void whole(int status, Buffer body) {
        heard.add("whole " + status + " " + body);
    }

    @Override
    public void refuse(Refusal refusal) {
        heard.add("refuse " + refusal.message());
    }

    @Override
    public void head(int status, long length) {
        committed = true;
        heard.add("head " + status + " " + length);
    }

    @Override
    public boolean write(Buffer part) {
        heard.add("write " + part);
        return room;
    }

    @Override
    public void onDrain(Runnable resume) {
        drain = Optional.of(resume);
    }

    @Override
    public void end(Buffer last) {
        heard.add("end " + last);
    }

    @Override
    public void breakOff(Refusal refusal, Buffer event) {
        heard.add("break " + refusal.message() + " " + event);
    }

    @Override
    public void endTold(Refusal refusal, Buffer last) {
        heard.add("told " + refusal.message() + " " + last);
    }

    @Override
    public void abort(Refusal refusal) {
        heard.add("abort " + refusal.message());
    }

    @Override
    public void heartbeat(Buffer comment) {
        committed = true;
        heard.add("beat");
    }
}

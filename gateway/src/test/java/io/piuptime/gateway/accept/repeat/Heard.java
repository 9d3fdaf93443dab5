package io.piuptime.gateway.accept.repeat;

import io.piuptime.gateway.send.ReplySink;
import io.piuptime.model.exchange.Refusal;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A caller's side that notes what it gets, and takes more only while it has room. */
final class Heard implements ReplySink {
    final List<String> heard = new ArrayList<>();
    boolean room = true;
    Runnable drain = () -> {};
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public boolean committed() {
        return !heard.isEmpty();
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
        heard.add("head " + status + " " + length);
    }

    @Override
    public boolean write(Buffer part) {
        heard.add("write " + part);
        return room;
    }

    @Override
    public void onDrain(Runnable resume) {
        drain = resume;
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
        heard.add("beat " + comment);
    }
}

package io.piuptime.gateway.accept.owned;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.exchange.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeObjectTest {
    private static final Refusal CUT = new Refusal.Internal("cut");

    private final HeardSink caller = new HeardSink();
    private final List<String> looked = new ArrayList<>();
    private final WholeObject reply = new WholeObject(caller, (status, body) -> looked.add(status + " " + body));

    @Test
    void has_a_reply_looked_at_when_it_is_whole() {
        reply.headers().set("content-type", "x");
        reply.head(201, 4);
        assertThat(reply.write(Buffer.buffer("on"))).isTrue();
        reply.onDrain(() -> looked.add("resumed"));
        reply.heartbeat(Buffer.buffer(":"));
        reply.end(Buffer.buffer("e!"));

        assertThat(looked).containsExactly("resumed", "201 one!");
        assertThat(caller.heard).isEmpty();
        assertThat(reply.committed()).isFalse();
        assertThat(caller.headers().get("content-type")).isEqualTo("x");
    }

    @Test
    void has_a_reply_looked_at_that_comes_whole() {
        reply.whole(200, Buffer.buffer("one"));

        assertThat(looked).containsExactly("200 one");
    }

    @Test
    void refuses_a_reply_that_is_too_large_to_be_looked_at() {
        reply.head(200, -1);
        Buffer part = Buffer.buffer(new byte[6 << 20]);
        reply.write(part);
        reply.write(part);
        reply.write(part);
        reply.end(Buffer.buffer());

        assertThat(looked).isEmpty();
        assertThat(caller.heard).singleElement().asString().contains("larger than 16777216 bytes");
    }

    @Test
    void refuses_what_does_not_come_whole() {
        reply.head(200, -1);
        reply.write(Buffer.buffer("half"));
        reply.breakOff(CUT, Buffer.buffer());
        reply.endTold(CUT, Buffer.buffer());
        reply.refuse(CUT);
        reply.abort(CUT);

        assertThat(caller.heard).containsExactly("refuse cut", "refuse cut", "refuse cut", "abort cut");
        assertThat(looked).isEmpty();
    }
}

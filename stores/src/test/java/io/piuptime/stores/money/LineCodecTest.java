package io.piuptime.stores.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.budget.money.AccountId;
import io.piuptime.gateway.budget.money.journal.Entry;
import io.piuptime.stores.money.LineCodec.Mark;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineCodecTest {
    private final LineCodec codec = new LineCodec();

    @Test
    void every_line_is_read_as_it_was_written() {
        for (Entry entry : List.of(
                new Entry.Balance(7, new AccountId("bÜdget '", "rolling 5h", -3), Long.MAX_VALUE, 5, 0),
                new Entry.Balance(Integer.MAX_VALUE, new AccountId("", "", 0), 0, 0, 0),
                new Entry.Granted(3, 1L << 40),
                new Entry.Reserved(1L << 50, List.of(new Entry.Part(1, 2), new Entry.Part(3, 4))),
                new Entry.Reserved(2, List.of()),
                new Entry.Settled(5, 0),
                new Entry.Unconfirmed(6))) {
            assertThat(LineCodec.read(codec.bytes(entry))).contains(new Mark.Line(entry));
        }
        assertThat(LineCodec.read(codec.begun("boot"))).contains(new Mark.Begun("boot"));
        assertThat(LineCodec.read(codec.ended())).contains(new Mark.Ended());
    }

    @Test
    void a_reservation_of_two_accounts_is_short() {
        Entry entry = new Entry.Reserved(1, List.of(new Entry.Part(1, 2), new Entry.Part(3, 4)));

        assertThat(codec.bytes(entry).remaining()).isEqualTo(33);
    }

    @Test
    void bytes_that_are_no_line_are_none() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            LineCodec.read(ByteBuffer.wrap(bytes)); // whatever it says, it says something
        }
        assertThat(LineCodec.read(ByteBuffer.allocate(0))).isEmpty();
        assertThat(LineCodec.read(ByteBuffer.wrap(new byte[] {'?'}))).isEmpty();
        assertThat(LineCodec.read(ByteBuffer.wrap(new byte[] {'S', 1}))).isEmpty();
    }

    @Test
    void a_text_has_a_longest_length() {
        Entry entry = new Entry.Balance(1, new AccountId("x".repeat(1_025), "day", 0), 0, 0, 0);

        assertThatThrownBy(() -> codec.bytes(entry)).hasMessage("text: 1025 bytes (expected: at most 1024)");
    }
}

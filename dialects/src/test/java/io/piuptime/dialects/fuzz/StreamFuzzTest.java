package io.piuptime.dialects.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piuptime.dialects.Mutations;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.EventReader;
import io.piuptime.dialects.chat.EventWriter;
import io.piuptime.dialects.chat.Output;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams no provider sent: nothing is thrown, where the bytes are cut makes no difference, and every format can tell them. */
class StreamFuzzTest {
    private static final long NANOS = 800_000_000L;

    /** What a reader told of a stream. */
    private record Told(List<ChatEvent> events, boolean sound, int malformed) {}

    @FuzzTest
    void no_format_throws_or_minds_how_a_stream_is_cut(byte[] body) {
        for (Format format : Format.values()) {
            check(format, body, new Random(body.length));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tells_the_same_of_a_sound_stream_however_it_is_cut(Format format) {
        byte[] body = format.stream();
        Told whole = tell(format, body, List.of(body.clone()));

        assertThat(whole.sound()).isTrue();
        assertThat(whole.malformed()).isZero();
        assertThat(whole.events()).hasAtLeastOneElementOfType(ChatEvent.Finished.class);
        for (int size = 1; size < 64; size++) {
            assertThat(tell(format, body, pieces(body, size)))
                    .as("pieces of %d bytes", size)
                    .isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tells_the_same_of_a_broken_stream_however_it_is_cut(Format format) {
        Random random = new Random(20260808L);
        Mutations mutations = new Mutations(random);
        byte[] seed = format.stream();
        int streams = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; streams++) {
            check(format, mutations.mutate(seed), random);
        }
        assertThat(streams).isPositive();
    }

    /** A stream that is cut off must never be told as one that ended. */
    @ParameterizedTest
    @EnumSource
    void never_ends_a_stream_before_its_last_frames(Format format) {
        byte[] body = format.stream();
        for (int length = 0; length < body.length / 2; length += 7) {
            Told told = tell(format, body, List.of(Arrays.copyOf(body, length)));
            assertThat(told.events())
                    .as("cut after %d bytes", length)
                    .doesNotHaveAnyElementsOfTypes(ChatEvent.Ended.class, ChatEvent.Finished.class);
        }
    }

    private static void check(Format format, byte[] body, Random random) {
        Told whole = tell(format, body, List.of(body.clone()));
        Told cut = tell(format, body, pieces(body, 1 + random.nextInt(100)));

        assertThat(cut.events()).as(() -> format + ": " + latin(body)).isEqualTo(whole.events());
        assertThat(cut.sound()).as(() -> format + ": " + latin(body)).isEqualTo(whole.sound());
        assertThat(cut.malformed()).as(() -> format + ": " + latin(body)).isEqualTo(whole.malformed());
        for (Format other : Format.values()) {
            write(other, whole.events(), body);
        }
    }

    private static Told tell(Format format, byte[] body, List<byte[]> pieces) {
        List<ChatEvent> events = new ArrayList<>();
        EventReader reader = format.codec().readEvents(events::add);
        boolean sound = true;
        try {
            for (byte[] piece : pieces) {
                sound &= reader.feed(Bytes.of(piece));
                // the array belongs to the caller again
                Arrays.fill(piece, (byte) '?');
            }
            reader.end();
        } catch (RuntimeException e) {
            fail(format + " fails to read " + latin(body), e);
        }
        return new Told(events, sound, reader.malformed());
    }

    private static void write(Format format, List<ChatEvent> events, byte[] body) {
        try {
            EventWriter writer = format.codec().writeEvents(new ChatCodec.StreamWish(true), new Drops());
            Output out = new Output();
            events.forEach(event -> writer.write(event, out));
        } catch (RuntimeException e) {
            fail(format + " fails to tell what was read from " + latin(body), e);
        }
    }

    private static List<byte[]> pieces(byte[] body, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < body.length; at += size) {
            pieces.add(Arrays.copyOfRange(body, at, Math.min(body.length, at + size)));
        }
        return pieces;
    }

    private static String latin(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}

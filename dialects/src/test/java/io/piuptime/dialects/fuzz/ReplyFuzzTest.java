package io.piuptime.dialects.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piuptime.dialects.Mutations;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatError;
import io.piuptime.model.chat.ChatReply;
import io.piuptime.model.exchange.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Replies and errors no provider wrote: they are refused or read, and what was read can be told in every format. */
class ReplyFuzzTest {
    private static final long NANOS = 500_000_000L;
    private static final int TREES = 400;

    @FuzzTest
    void no_format_fails_in_another_way_than_by_refusing(byte[] body) {
        for (Format format : Format.values()) {
            check(format, body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void reads_or_refuses_replies_with_wrong_bytes(Format format) {
        Mutations mutations = new Mutations(new Random(20260805L));
        byte[] seed = format.reply();
        int tried = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; tried++) {
            check(format, mutations.mutate(seed));
        }
        assertThat(tried).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void reads_or_refuses_replies_with_wrong_values(Format format) {
        TreeMutations mutations = new TreeMutations(new Random(20260806L));
        JsonNode seed = Trees.read(Bytes.of(format.reply()));
        int read = 0;
        for (int i = 0; i < TREES; i++) {
            read += check(format, Trees.bytes(mutations.mutate(seed))) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void reads_every_error(Format format) {
        TreeMutations mutations = new TreeMutations(new Random(20260807L));
        JsonNode seed = format.codec().writeError(new ChatError(429, "t", "c", "slow down", "p"));
        for (long end = System.nanoTime() + NANOS / 5; System.nanoTime() < end; ) {
            JsonNode body = mutations.mutate(seed);
            for (int status : new int[] {400, 401, 404, 418, 429, 500, 503, 529, 599}) {
                ChatError error = format.codec().readError(status, body);
                for (Format other : Format.values()) {
                    assertThat(other.codec().writeError(error).isEmpty())
                            .as(body.toString())
                            .isFalse();
                }
            }
        }
    }

    /** Returns whether it was read. */
    private static boolean check(Format format, byte[] body) {
        Optional<ChatReply> reply = read(format, body);
        for (Format other : reply.isPresent() ? Format.values() : new Format[0]) {
            try {
                assertThat(other.codec().writeReply(reply.get(), new Drops())).isNotNull();
            } catch (RuntimeException e) {
                fail(other + " fails to tell what " + format + " read from " + latin(body), e);
            }
        }
        return reply.isPresent();
    }

    private static Optional<ChatReply> read(Format format, byte[] body) {
        try {
            return Optional.of(format.codec().readReply(Members.of(Trees.read(Bytes.of(body)))));
        } catch (JacksonException | RefusedException _) {
            return Optional.empty();
        } catch (RuntimeException e) {
            return fail(format + " fails to read " + latin(body), e);
        }
    }

    private static String latin(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}

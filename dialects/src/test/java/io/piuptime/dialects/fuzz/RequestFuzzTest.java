package io.piuptime.dialects.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piuptime.dialects.Mutations;
import io.piuptime.dialects.chat.ChatCodec;
import io.piuptime.dialects.chat.Drops;
import io.piuptime.dialects.chat.Members;
import io.piuptime.dialects.chat.Trees;
import io.piuptime.gateway.Bytes;
import io.piuptime.model.chat.ChatRequest;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Requests nobody wrote: they are refused with a bad request or read, and what was read can be written in every format. */
class RequestFuzzTest {
    private static final long NANOS = 700_000_000L;
    private static final int TREES = 400;

    @FuzzTest
    void no_format_fails_in_another_way_than_by_refusing(byte[] body) {
        for (Format format : Format.values()) {
            check(format, body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void reads_or_refuses_bodies_with_wrong_bytes(Format format) {
        Random random = new Random(20260803L);
        Mutations mutations = new Mutations(random);
        byte[] seed = format.request();
        int tried = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; tried++) {
            check(format, mutations.mutate(seed));
        }
        assertThat(tried).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void reads_or_refuses_bodies_with_wrong_values(Format format) {
        Random random = new Random(20260804L);
        TreeMutations mutations = new TreeMutations(random);
        JsonNode seed = Trees.read(Bytes.of(format.request()));
        int read = 0;
        int refused = 0;
        for (int i = 0; i < TREES; i++) {
            if (check(format, Trees.bytes(mutations.mutate(seed)))) {
                read++;
            } else {
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    /** Returns whether it was read. */
    private static boolean check(Format format, byte[] body) {
        Optional<ChatRequest> request = read(format, body);
        for (Format other : request.isPresent() ? Format.values() : new Format[0]) {
            write(other.codec(), request.get(), body);
        }
        return request.isPresent();
    }

    private static Optional<ChatRequest> read(Format format, byte[] body) {
        try {
            Members members = Members.of(Trees.read(Bytes.of(body)));
            return Optional.of(format.codec().readRequest(members, new ChatCodec.Place("m", false)));
        } catch (JacksonException _) {
            return Optional.empty();
        } catch (RefusedException e) {
            assertThat(e.refusal()).as(latin(body)).isInstanceOf(Refusal.BadRequest.class);
            return Optional.empty();
        } catch (RuntimeException e) {
            return fail(format + " fails to read " + latin(body), e);
        }
    }

    private static void write(ChatCodec codec, ChatRequest request, byte[] body) {
        try {
            assertThat(codec.writeRequest(request, new Drops())).isNotNull();
        } catch (RefusedException e) {
            assertThat(e.refusal()).as(latin(body)).isInstanceOf(Refusal.BadRequest.class);
        } catch (RuntimeException e) {
            fail(codec.name() + " fails to write what was read from " + latin(body), e);
        }
    }

    private static String latin(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}

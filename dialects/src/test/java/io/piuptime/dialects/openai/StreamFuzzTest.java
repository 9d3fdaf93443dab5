package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piuptime.dialects.Mutations;
import io.piuptime.dialects.openai.Collected.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Streams nobody wrote: nothing is thrown, nothing invented, and where the bytes are cut makes no difference. */
class StreamFuzzTest {
    private static final long NANOS = 2_000_000_000L;
    private static final String SEED = ": hello\n\ndata: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\r\n\r\n"
            + "event: x\nid: 1\ndata: {\"choices\":\ndata: [{\"delta\":{\"content\":\"é€😀\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\r"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\n"
            + "data: {\"error\":{\"code\":500}}\n\ndata: [DONE]\n\n";

    @FuzzTest
    void never_throws_and_never_invents(byte[] body) {
        check(body, new Random(body.length));
    }

    @Test
    void tells_the_same_however_a_stream_is_cut() {
        Random random = new Random(20260802);
        Mutations mutations = new Mutations(random);
        int streams = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; streams++) {
            check(mutations.mutate(mutations.mutate(SEED.getBytes(StandardCharsets.UTF_8))), random);
        }
        assertThat(streams).isGreaterThan(100);
    }

    private static void check(byte[] body, Random random) {
        boolean usageAsked = random.nextBoolean();
        Told whole = Collected.tell(body.clone(), usageAsked, Math.max(1, body.length));
        Told cut = Collected.tell(pieces(body, random), usageAsked);
        String text = new String(body, StandardCharsets.ISO_8859_1);

        // a carriage return is a line's end at once: the line feed after it may go with the next frame, or after the
        // last
        // one not at all
        assertThat(withoutBreaks(cut.handedOn())).as(text).isEqualTo(withoutBreaks(whole.handedOn()));
        assertThat(cut.report()).as(text).isEqualTo(whole.report());
        assertThat(cut.errors()).as(text).isEqualTo(whole.errors());
        assertThat(cut.end()).as(text).isEqualTo(whole.end());
        assertThat(cut.failed()).as(text).isEqualTo(whole.failed());
        assertThat(isSubsequence(whole.handedOn(), text + "\n\n")).as(text).isTrue();
    }

    private static List<byte[]> pieces(byte[] body, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int most = 1 + random.nextInt(100);
        for (int at = 0; at < body.length; ) {
            int to = Math.min(body.length, at + random.nextInt(most + 1));
            pieces.add(Arrays.copyOfRange(body, at, to));
            at = to;
        }
        return pieces;
    }

    private static String withoutBreaks(String text) {
        return text.replace("\n", "").replace("\r", "");
    }

    private static boolean isSubsequence(String part, String text) {
        int at = 0;
        for (int i = 0; i < part.length(); i++) {
            at = text.indexOf(part.charAt(i), at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }
}

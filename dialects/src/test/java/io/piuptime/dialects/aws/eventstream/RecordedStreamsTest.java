package io.piuptime.dialects.aws.eventstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.TestData;
import io.piuptime.gateway.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every event stream that Bedrock was recorded with, cut in every place. */
class RecordedStreamsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One recorded body. */
    record Recording(String name, Bytes body) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Recording> recordings() throws IOException {
        List<Recording> recordings = new ArrayList<>();
        for (Path file : TestData.files("llm-exchanges/dev", ".jsonl")) {
            if (!file.getFileName().toString().startsWith("bedrock")) {
                continue;
            }
            int line = 0;
            for (String text : Files.readAllLines(file)) {
                line++;
                JsonNode response = JSON.readTree(text).get("response");
                if (response.path("base64").asBoolean(false)) {
                    byte[] body =
                            Base64.getDecoder().decode(response.get("body").asString());
                    recordings.add(new Recording(file.getFileName() + ":" + line, Bytes.of(body)));
                }
            }
        }
        return recordings;
    }

    @Test
    void all_recordings_are_there() throws IOException {
        assertThat(recordings()).hasSizeGreaterThanOrEqualTo(90);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void says_the_same_wherever_a_body_is_cut(Recording recording) {
        byte[] body = recording.body().copy();
        Heard whole = Heard.of(List.of(body));

        assertThat(whole.broken()).isEmpty();
        assertThat(whole.messages()).isNotEmpty().allSatisfy(RecordedStreamsTest::isAnEvent);
        for (int length : List.of(1, 2, 7, 100, 1448)) {
            assertThat(Heard.of(Heard.cutInto(body, length))).isEqualTo(whole);
        }
        for (byte[] around : messagesInPairs(body)) {
            Heard uncut = Heard.of(List.of(around));
            for (int at = 1; at < around.length; at++) {
                Heard cut = Heard.of(Heard.cutAt(around, at));
                if (!cut.equals(uncut)) {
                    assertThat(cut).as("cut at " + at).isEqualTo(uncut);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void says_that_a_body_was_cut_off(Recording recording) {
        byte[] body = recording.body().copy();
        Heard whole = Heard.of(List.of(body));

        Heard cutOff = Heard.of(List.of(Heard.cutAt(body, body.length - 1).getFirst()));

        assertThat(cutOff.broken()).contains(EventStreamFault.Kind.CUT_OFF);
        assertThat(cutOff.messages())
                .isEqualTo(whole.messages().subList(0, whole.messages().size() - 1));
    }

    /** A cut can be felt by the message that it goes through and by the next, not by one far away. */
    private static List<byte[]> messagesInPairs(byte[] body) {
        List<Integer> starts = new ArrayList<>();
        for (int at = 0; at < body.length; at += ByteBuffer.wrap(body).getInt(at)) {
            starts.add(at);
        }
        starts.add(body.length);
        List<byte[]> windows = new ArrayList<>();
        for (int i = 0; i < starts.size() - 1; i += 2) {
            int to = starts.get(Math.min(i + 2, starts.size() - 1));
            windows.add(Arrays.copyOfRange(body, starts.get(i), to));
        }
        return windows;
    }

    private static void isAnEvent(Heard.Message message) {
        assertThat(message.headers()).containsKeys(":message-type", ":content-type");
        assertThat(JSON.readTree(message.payload()).isObject()).isTrue();
    }
}

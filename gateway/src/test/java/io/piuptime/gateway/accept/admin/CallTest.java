package io.piuptime.gateway.accept.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piuptime.gateway.Bytes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CallTest {
    private static final String CANARY = "piup_canary";

    @Test
    void shows_neither_token_nor_query_nor_body_nor_a_key_in_its_path() {
        Call call = new Call(
                "POST", "/keys/" + CANARY + "/revoke", Map.of("q", CANARY), Optional.of(CANARY), Bytes.utf8(CANARY));
        assertThat(call).hasToString("POST /keys/piup_…/revoke (11 bytes)");
    }

    @Test
    void a_reply_shows_neither_headers_nor_body() {
        assertThat(new CallReply(201, Map.of("h", CANARY), Bytes.utf8(CANARY))).hasToString("201 (11 bytes)");
    }

    @Test
    void a_reply_has_a_final_status() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CallReply(100, Map.of(), Bytes.EMPTY))
                .withMessage("status: 100 (expected: 200 to 599)");
    }
}

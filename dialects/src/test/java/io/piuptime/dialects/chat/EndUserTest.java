package io.piuptime.dialects.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndUserTest {
    @Test
    void keeps_an_id_of_64_characters() {
        assertThat(EndUser.shortened("ü".repeat(64))).isEqualTo("ü".repeat(64));
    }

    @Test
    void digests_a_longer_id_to_64_characters_that_differ_by_user_alone() {
        String claude = "{\"device_id\":\"%s\",\"session_id\":\"1\"}".formatted("0f".repeat(32));

        String shortened = EndUser.shortened(claude);

        assertThat(shortened)
                .matches("[0-9a-f]{64}")
                .isEqualTo(EndUser.shortened(claude))
                .isNotEqualTo(EndUser.shortened(claude + " "));
    }

    @Test
    void digests_with_sha_256() {
        assertThat(EndUser.shortened("a".repeat(1_000_000)))
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}

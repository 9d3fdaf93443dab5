package io.piuptime.app.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.Bytes;
import io.piuptime.model.catalog.Secret;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final Bytes BODY = Bytes.utf8("{\"test\": 2432232314}");

    /** The example that the libraries of Standard Webhooks are tested with. */
    @Test
    void is_that_of_standard_webhooks() {
        assertThat(new Signature(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                        .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, BODY))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void depends_on_all_that_is_signed() {
        Signature signature = new Signature(new Secret("words and more words"));
        String one = signature.of("id", 1, BODY);

        assertThat(signature.of("id", 1, BODY)).isEqualTo(one).startsWith("v1,");
        assertThat(signature.of("jd", 1, BODY)).isNotEqualTo(one);
        assertThat(signature.of("id", 2, BODY)).isNotEqualTo(one);
        assertThat(signature.of("id", 1, Bytes.EMPTY)).isNotEqualTo(one);
        assertThat(new Signature(new Secret("other words")).of("id", 1, BODY)).isNotEqualTo(one);
    }

    @Test
    void a_secret_that_is_none_is_refused() {
        assertThatThrownBy(() -> new Signature(new Secret(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Signature(new Secret("whsec_!"))).isInstanceOf(IllegalArgumentException.class);
    }
}

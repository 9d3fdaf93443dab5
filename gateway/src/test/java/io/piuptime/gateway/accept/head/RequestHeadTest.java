package io.piuptime.gateway.accept.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.exchange.Refusal;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RequestHeadTest {
    @ParameterizedTest
    @CsvSource({
        "application/json,                  application/json",
        "Application/JSON; charset=utf-8,   application/json",
        "' multipart/form-data ;boundary=x', multipart/form-data",
        "'',                                ''",
        ";,                                 ''",
        "text/plain;;,                      text/plain"
    })
    void a_media_type_is_read_without_its_parameters(String header, String type) {
        assertThat(Asking.usual().with("content-type", header).head().mediaType())
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, gzip",
        "GZIP, gzip",
        "' br ', br",
        "identity, ''",
        "Identity, ''",
        "'', ''",
        "'gzip, br', 'gzip, br'"
    })
    void an_encoding_is_told_unless_it_is_none(String header, String encoding) {
        assertThat(Asking.usual().with("content-encoding", header).head().encoding())
                .isEqualTo(encoding);
    }

    @ParameterizedTest
    @CsvSource({"100-continue, true", "100-Continue, true", "200-ok, false", "'', false"})
    void who_waits_to_be_told_to_go_on_says_so(String header, boolean waits) {
        assertThat(Asking.usual().with("expect", header).head().expectsContinue())
                .isEqualTo(waits);
    }

    @Test
    void what_is_not_there_is_empty() {
        RequestHead head = Asking.usual().head();

        assertThat(head.method()).isEmpty();
        assertThat(head.key()).isEmpty();
        assertThat(head.query()).isEmpty();
        assertThat(head.address()).isEmpty();
        assertThat(head.mediaType()).isEmpty();
        assertThat(head.encoding()).isEmpty();
        assertThat(head.expectsContinue()).isFalse();
        assertThat(head.header("x-none")).isEmpty();
    }

    @Test
    void tells_its_method_and_where_it_comes_from() {
        RequestHead head = Asking.usual()
                .method(HttpMethod.valueOf("PROPFIND"))
                .from(SocketAddress.inetSocketAddress(4711, "192.0.2.7"))
                .head();

        assertThat(head.method()).isEqualTo("PROPFIND");
        assertThat(head.address()).isEqualTo("192.0.2.7");
    }

    @Test
    void a_peer_on_a_socket_of_this_machine_has_no_address() {
        assertThat(Asking.usual()
                        .from(SocketAddress.domainSocketAddress("/run/x"))
                        .head()
                        .address())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // the first place of four that has one
                "Bearer a, b, c, key=d, a",
                "-,        b, c, key=d, b",
                "-,        -, c, key=d, c",
                "-,        -, -, key=d, d",
                // what is no key in one place does not hide one in the next
                "Basic a,  b, c, key=d, b",
                "Bearer,   ' ', c, key=d, c",
                "-,        -, -, keys=d, -",
                "-,        -, -, key=, -"
            })
    void a_key_is_found_wherever_a_dialect_puts_it(
            String authorization, String anthropic, String google, String query, String key) {
        Asking asking = Asking.usual();
        Optional.ofNullable(authorization).ifPresent(value -> asking.with("Authorization", value));
        Optional.ofNullable(anthropic).ifPresent(value -> asking.with("X-Api-Key", value));
        Optional.ofNullable(google).ifPresent(value -> asking.with("X-Goog-Api-Key", value));
        Optional.ofNullable(query).ifPresent(asking::query);

        assertThat(asking.head().key()).isEqualTo(Optional.ofNullable(key));
    }

    @ParameterizedTest
    @CsvSource({
        "key=piup_x,             ''",
        "alt=sse&key=piup_x,     alt=sse",
        "key=a&alt=sse&key=b,    alt=sse",
        "key&x=1,                x=1",
        "monkey=1,               monkey=1",
        "a=1&&b=2,               a=1&b=2"
    })
    void a_query_goes_on_without_the_key(String query, String rest) {
        assertThat(Asking.usual().query(query).head().query()).isEqualTo(rest);
    }

    @ParameterizedTest
    @EnumSource(HttpVersion.class)
    void a_usual_request_of_any_version_is_let_in(HttpVersion version) {
        assertThat(new Asking(version).with("host", "h.example").head().refusal())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_1_1, 0, true",
        "HTTP_1_1, 1, false",
        "HTTP_1_1, 2, true",
        "HTTP_1_0, 0, false",
        "HTTP_1_0, 2, true",
        "HTTP_2, 0, false",
        "HTTP_2, 2, true"
    })
    void hosts_are_one_but_where_a_version_needs_none(HttpVersion version, int hosts, boolean refused) {
        Asking asking = new Asking(version);
        for (int i = 0; i < hosts; i++) {
            asking.with("host", "h.example");
        }
        Optional<Refusal> refusal = asking.head().refusal();

        assertThat(refusal.isPresent()).isEqualTo(refused);
        refusal.ifPresent(
                one -> assertThat(one).isEqualTo(new Refusal.BadFraming("host headers: " + hosts + " (expected: 1)")));
    }

    @Test
    void a_header_without_a_name_is_refused() {
        assertThat(Asking.usual().with("", "x").head().refusal())
                .contains(new Refusal.BadFraming("header without a name (expected: name: value)"));
    }

    @ParameterizedTest
    @CsvSource({
        // a host may leave out the port that the authority has, and nothing else
        "h.example,      h.example, -1,   false",
        "H.EXAMPLE,      h.example, -1,   false",
        "h.example:8443, h.example, 8443, false",
        "h.example,      h.example, 8443, false",
        "h.example:8443, h.example, -1,   true",
        "h.example:1,    h.example, 8443, true",
        "other.example,  h.example, -1,   true",
        "h.example.,     h.example, -1,   true"
    })
    void a_host_beside_an_authority_says_the_same(String host, String named, int port, boolean refused) {
        Asking asking = new Asking(HttpVersion.HTTP_2).with("host", host).authority(HostAndPort.authority(named, port));

        assertThat(asking.head().refusal().isPresent()).isEqualTo(refused);
    }

    @Test
    void http_2_has_no_transfer_encoding() {
        assertThat(new Asking(HttpVersion.HTTP_2)
                        .with("transfer-encoding", "chunked")
                        .head()
                        .refusal())
                .contains(new Refusal.BadFraming("transfer-encoding in HTTP/2 (expected: none)"));
        assertThat(Asking.usual().with("transfer-encoding", "chunked").head().refusal())
                .isEmpty();
    }
}

package io.piuptime.gateway.authorize.owned;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import io.piuptime.model.exchange.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPathTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/files, FILE, '', '', POST GET",
        "/v1/files/file-1, FILE, file-1, '', GET DELETE",
        "/v1/files/file-1/content, FILE, file-1, content, GET",
        "/v1/batches, BATCH, '', '', POST GET",
        "/v1/batches/batch_1, BATCH, batch_1, '', GET",
        "/v1/batches/batch_1/cancel, BATCH, batch_1, cancel, POST",
        "/v1/responses/resp_1, RESPONSE, resp_1, '', GET DELETE",
        "/v1/responses/resp_1/cancel, RESPONSE, resp_1, cancel, POST",
        "/v1/responses/resp_1/input_items, RESPONSE, resp_1, input_items, GET"
    })
    void reads_every_path_that_is_served(String text, Kind kind, String id, String part, String methods) {
        ObjectPath path = ObjectPath.of(text).orElseThrow();

        assertThat(path.kind()).isEqualTo(kind);
        assertThat(path.id()).isEqualTo(id);
        assertThat(path.part()).isEqualTo(part);
        assertThat(path.methods()).containsExactly(methods.split(" "));
        assertThat("/v1" + path.belowVersion()).isEqualTo(text);
        assertThat(text).startsWith("/v1/" + path.operation());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/responses",
                "/v1/files/",
                "/v1/files//content",
                "/v1/files/file-1/",
                "/v1/files/file-1/cancel",
                "/v1/files/file-1/content/more",
                "/v1/files/..",
                "/v1/files/./content",
                "/v1/files/a%2fb",
                "/v1/files/a b",
                "/v1/batches/batch_1/content",
                "/v1/responses/resp_1/output",
                "/v1/filesystem",
                "/files",
                "/v2/files",
                "/v1/files?x=1"
            })
    void knows_no_other_path(String text) {
        assertThat(ObjectPath.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST, true, false", "GET, false, true"})
    void tells_making_from_listing(String method, boolean makes, boolean lists) {
        ObjectPath all = ObjectPath.of("/v1/files").orElseThrow();
        ObjectPath one = ObjectPath.of("/v1/batches/batch_1/cancel").orElseThrow();

        assertThat(all.makes(method)).isEqualTo(makes);
        assertThat(all.lists(method)).isEqualTo(lists);
        assertThat(one.makes(method)).isFalse();
        assertThat(one.lists(method)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/v1/files, PUT, 'POST, GET'", "/v1/batches/batch_1, DELETE, GET", "/v1/files/f/content, POST, GET"})
    void names_the_methods_that_are_served_instead(String text, String method, String allowed) {
        ObjectPath path = ObjectPath.of(text).orElseThrow();

        assertThat(path.wrong(method))
                .hasValueSatisfying(refusal -> assertThat(refusal)
                        .isInstanceOfSatisfying(
                                Refusal.MethodNotAllowed.class,
                                wrong -> assertThat(wrong.allowed()).isEqualTo(allowed)));
        assertThat(path.wrong("GET")).isEmpty();
    }
}

package io.piuptime.dialects.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.dialects.chat.Trees;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ContractTest {
    @Test
    void tells_where_a_value_is_wrong_and_why() {
        Contract contract = new Contract(json("""
                {'Request': {'type': 'object', 'required': ['model', 'items'], 'properties': {
                   'model': {'type': 'string', 'minLength': 2, 'pattern': '^[a-z]+$'},
                   'tier': {'enum': ['flex']},
                   'heat': {'type': 'number', 'maximum': 2},
                   'note': {'type': ['string', 'null']},
                   'labels': {'type': 'object', 'additionalProperties': {'type': 'string'}},
                   'items': {'type': 'array', 'maxItems': 1, 'items': {'$ref': '#/components/schemas/Item'}}}},
                 'Item': {'oneOf': [
                   {'type': 'string'},
                   {'type': 'object', 'required': ['text'],
                    'properties': {'type': {'enum': ['text']}, 'text': {'type': 'string'}}},
                   {'allOf': [{'type': 'object', 'properties': {'type': {'const': 'image'}}},
                              {'type': 'object', 'properties': {'url': {'type': 'string'}}}]}]}}"""), true);
        assertThat(contract.faultsOfSent("Request", json("""
                {'model': 'ab', 'note': null, 'labels': {'a': 'b'}, 'items': [{'type': 'image', 'url': 'u'}]}"""))).isEmpty();
        assertThat(contract.faultsOfSent("Request", json("""
                {'model': 'A', 'tier': 'x', 'heat': 3, 'labels': {'a': 7}, 'more': 1,
                 'items': [{'type': 'text', 'url': 'u'}, {'type': 'image', 'text': 'x'}]}""")))
                .containsExactlyInAnyOrder(
                        "model: too few characters (expected: 2 at least)",
                        "model: other characters (expected: ^[a-z]+$)",
                        "tier: \"x\" (expected: another)",
                        "heat: too many at all (expected: 2 at most)",
                        "labels.*: number (expected: \"string\")",
                        "more: unknown",
                        "items: too many values (expected: 1 at most)",
                        "items[].text: absent",
                        "items[].url: unknown",
                        "items[].text: unknown");
        assertThat(contract.faultsOfRead("Request", json("{'model': 'ab', 'items': ['x'], 'more': 1}")))
                .isEmpty();
        assertThat(contract.faultsOfSent("Request", json("{'model': null}")))
                .containsExactlyInAnyOrder("items: absent", "model: null (expected: \"string\")");
        assertThatThrownBy(() -> contract.faultsOfSent("Nobody", json("{}")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reads_the_shapes_of_a_service() {
        Contract contract = new Contract(AwsShapes.definitions(json("""
                {'shapes': {
                  'Ask': {'type': 'structure', 'required': ['id', 'blocks'], 'members': {
                    'id': {'shape': 'Name', 'location': 'uri'}, 'blocks': {'shape': 'Blocks'},
                    'count': {'shape': 'Count'}, 'any': {'shape': 'Document'}, 'labels': {'shape': 'Labels'}}},
                  'Blocks': {'type': 'list', 'member': {'shape': 'Block'}, 'min': 1},
                  'Block': {'type': 'structure', 'union': true, 'members': {
                    'text': {'shape': 'Name'}, 'data': {'shape': 'Blob'}}},
                  'Name': {'type': 'string', 'max': 3, 'pattern': '[a-z]*'},
                  'Blob': {'type': 'blob'}, 'Count': {'type': 'integer', 'min': 1},
                  'Labels': {'type': 'map', 'key': {'shape': 'Name'}, 'value': {'shape': 'Name'}},
                  'Document': {'type': 'structure', 'members': {}, 'document': true}}}""")), false);
        assertThat(contract.faultsOfSent("Ask", json("""
                {'blocks': [{'text': 'ab'}], 'count': null, 'any': [1], 'labels': {'x': 'y'}}"""))).isEmpty();
        assertThat(contract.faultsOfSent("Ask", json("""
                {'id': 'x', 'blocks': [{'text': 'ABCD', 'data': 'QQ=='}, {}], 'count': 0.5, 'labels': {'x': 1}}""")))
                .containsExactlyInAnyOrder(
                        "id: unknown",
                        "blocks[]: 2 members (expected: 1)",
                        "blocks[]: 0 members (expected: 1)",
                        "blocks[].text: too many characters (expected: 3 at most)",
                        "blocks[].text: other characters (expected: ^(?:[a-z]*)$)",
                        "count: number (expected: \"integer\")",
                        "labels.*: number (expected: \"string\")");
    }

    @Test
    void reads_messages_of_protocol_buffers() {
        Contract contract =
                new Contract(ProtoFile.definitions(List.of("""
                syntax = "proto3"; // a "comment
                import "google/api/field_behavior.proto";
                message Ask {
                  enum Mode { MODE_UNSPECIFIED = 0; FAST = 1 [deprecated = true]; }
                  message Inner { string name = 1; }
                  /* the url "https://e.org" */
                  optional string the_model = 1 [(google.api.field_behavior) = REQUIRED, (x) = { a: "b;c" }];
                  repeated Inner inner = 2;
                  oneof data { string text = 3; bytes raw = 4; }
                  Mode mode = 5;
                  map<string, int64> counts = 6;
                  google.protobuf.Struct args = 7;
                  google.protobuf.Value free = 8;
                  reserved 9, 10;
                }
                service Asking { rpc Do(Ask) returns (Ask) { option (google.api.http) = { post: "/v1" }; } }
                """, "message Other { Ask.Inner inner = 1; }")), false);
        assertThat(contract.faultsOfSent("Ask", json("""
                {'theModel': 'm', 'inner': [{'name': 'n'}], 'text': 't', 'mode': 'FAST', 'counts': {'a': '7'},
                 'args': {'x': 1}, 'free': 7}"""))).isEmpty();
        assertThat(contract.faultsOfSent("Ask", json("{'the_model': 'm', 'mode': 1}")))
                .isEmpty();
        assertThat(contract.faultsOfSent("Other", json("{'inner': {'name': 7}}")))
                .containsExactly("inner.name: number (expected: \"string\")");
        assertThat(contract.faultsOfSent("Ask", json("""
                {'inner': {}, 'text': 't', 'raw': 'QQ==', 'mode': 'SLOW', 'counts': {'a': true}, 'args': []}""")))
                .containsExactlyInAnyOrder(
                        "theModel: absent",
                        "inner: object (expected: \"array\")",
                        ": several of [\"text\",\"raw\"]",
                        "mode: \"SLOW\" (expected: another)",
                        "counts.*: boolean (expected: [\"integer\",\"string\"])",
                        "args: array (expected: \"object\")");
    }

    private static JsonNode json(String text) {
        return Trees.read(text.replace('\'', '"'));
    }
}

package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.piuptime.dialects.Mutations;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.RequestFacts;
import io.piuptime.model.exchange.Operation;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Bodies nobody wrote: what a tree reader takes, the scan takes, and finds the same in it. */
class RequestReaderFuzzTest {
    private static final long NANOS = 2_000_000_000L;
    private static final JsonMapper ORACLE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> SEEDS = List.of(
            "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüße, \\u00e9 \\\"x\\\" 😀\"}],\"stream\":true}",
            "{\"mod\\u0065l\":\"m\",\"stream_options\":{\"include_usage\":false},\"stream\":true,\"n\":-1.5e+10}",
            " {\n \"model\" : \"m\" , \"x\" : [ null , true , [ ] , { } , 0 , \"\" ] } ");

    private final OpenAiDialect dialect = new OpenAiDialect();

    @FuzzTest
    void never_fails_in_another_way_than_by_refusing(byte[] body) {
        check(body);
    }

    @Test
    void takes_what_a_tree_reader_takes() {
        Random random = new Random(20260801);
        Mutations mutations = new Mutations(random);
        int taken = 0;
        int refused = 0;
        for (long end = System.nanoTime() + NANOS; System.nanoTime() < end; ) {
            byte[] body = random.nextBoolean()
                    ? SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8)
                    : tree(random).toString().getBytes(StandardCharsets.UTF_8);
            if (check(random.nextInt(8) == 0 ? body : mutations.mutate(body))) {
                taken++;
            } else {
                refused++;
            }
        }
        assertThat(taken).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    /** Returns whether the body is taken, which must be so exactly if the oracle takes it. */
    private boolean check(byte[] body) {
        Optional<JsonNode> tree = tree(body);
        RequestFacts facts;
        try {
            facts = dialect.read(Operation.EMBEDDINGS, Bytes.of(body));
        } catch (RefusedException e) {
            Refusal.BadRequest refusal = (Refusal.BadRequest) e.refusal();
            boolean syntax =
                    refusal.code().equals("invalid_json") || refusal.code().equals("invalid_utf8");
            // a tree has no duplicates, types to expect, or names that are missed: only grammar is compared
            if (syntax) {
                assertThat(tree).as(latin(body)).isEmpty();
            }
            return false;
        }
        // an escaped lone surrogate is JSON, and passes; the oracle refuses it
        if (tree.isEmpty() && latin(body).toLowerCase(Locale.ROOT).contains("\\ud8")) {
            return true;
        }
        assertThat(tree).as(latin(body)).isPresent();
        JsonNode read = tree.get();
        assertThat(facts.model()).isEqualTo(read.get("model").asString());
        assertThat(facts.stream()).isEqualTo(read.path("stream").asBoolean(false));
        String written =
                new String(body, facts.modelFrom(), facts.modelTo() - facts.modelFrom(), StandardCharsets.UTF_8);
        assertThat(ORACLE.readTree(written).asString()).isEqualTo(facts.model());
        return true;
    }

    /** Empty when the oracle refuses the body, or guesses another encoding than UTF-8. */
    private static Optional<JsonNode> tree(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return Optional.of(ORACLE.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JacksonException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static JsonNode tree(Random random) {
        return NODES.objectNode()
                .put("model", text(random) + "m")
                .put("stream", random.nextBoolean())
                .set(text(random) + "x", value(random, 5));
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> NODES.stringNode(text(random));
            case 1 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
            case 2 -> NODES.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.nullNode();
            case 5 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
            default -> NODES.objectNode().set(text(random), value(random, depth - 1));
        };
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(20), 0, 0x11000)
                .map(c -> c < 0x800 ? c % 0x80 : c)
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String latin(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}

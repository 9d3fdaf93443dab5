package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.gateway.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemberNamesTest {
    @Test
    void knows_what_came_before_however_it_is_written() {
        Random random = new Random(20260806);
        for (int round = 0; round < 3000; round++) {
            List<String> names = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                names.add("n" + random.nextInt(200));
            }
            Set<String> seen = new HashSet<>();
            List<Boolean> expected = names.stream().map(seen::add).toList();

            assertThat(added(names, random)).as(names.toString()).isEqualTo(expected);
        }
    }

    @Test
    void lone_surrogates_are_told_apart() {
        assertThat(added("\\ud800", "?", "\\ud801", "\\ud83d\\ude00", "\ud83d\ude00", "\\uD800"))
                .containsExactly(true, true, true, true, false, false);
    }

    @Test
    void long_names_beside_many_escaped_ones_take_little_time() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            names.add((char) ('a' + i) + "x".repeat(1 << 20));
        }
        for (int i = 0; i < 1000; i++) {
            names.add("\\u0061" + i);
        }
        long before = System.nanoTime();

        assertThat(added(names.toArray(String[]::new))).doesNotContain(false);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void counts_every_name() {
        MemberNames names = new MemberNames();
        JsonCursor cursor = new JsonCursor(Bytes.utf8("{\"a\":1,\"a\":2,\"\\u0061\":3}"));
        cursor.enterObject();
        while (cursor.nextMember()) {
            names.add(cursor);
            cursor.skip();
        }

        assertThat(names.size()).isEqualTo(3);
    }

    private static List<Boolean> added(List<String> written, Random random) {
        return added(written.stream()
                .map(name -> (random.nextInt(20) == 0 ? "\\u006e" : "n") + name.substring(1))
                .toArray(String[]::new));
    }

    /** What is answered for names as they are written. */
    private static List<Boolean> added(String... written) {
        StringBuilder json = new StringBuilder("{");
        for (String name : written) {
            json.append(json.length() > 1 ? "," : "").append('"').append(name).append("\":0");
        }
        JsonCursor cursor = new JsonCursor(Bytes.utf8(json.append('}').toString()));
        MemberNames names = new MemberNames();
        List<Boolean> added = new ArrayList<>();
        cursor.enterObject();
        while (cursor.nextMember()) {
            added.add(names.add(cursor));
            cursor.skip();
        }
        return added;
    }
}

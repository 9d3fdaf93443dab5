package io.piuptime.dialects.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.dialects.json.JsonCursor;
import io.piuptime.gateway.Bytes;
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
        StringBuilder json = new StringBuilder("{");
        for (String name : written) {
            String first = random.nextInt(20) == 0 ? "\\u006e" : "n";
            json.append(json.length() > 1 ? "," : "")
                    .append('"')
                    .append(first)
                    .append(name, 1, name.length())
                    .append("\":0");
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

package io.piuptime.gateway.budget.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyFileTest {
    private static final long NOW = 1_000;

    @TempDir
    Path folder;

    @Test
    void what_was_written_is_there_for_the_next_one() throws IOException {
        Tally fixed = new Tally("acme/team/t/requests/day/ünïcode", 500, 2_000, List.of(7L));
        Tally rolling = new Tally("acme/key/k/tokens/rolling 5h", 12, 2_000, slots(41, 3, 40));
        Tally total = new Tally("acme/key/k/tokens/total", 0, Long.MAX_VALUE, List.of(Long.MAX_VALUE));
        new TallyFile(folder).append(List.of(fixed, rolling));
        new TallyFile(folder).append(List.of(total));

        assertThat(new TallyFile(folder).read(NOW)).containsExactlyInAnyOrder(fixed, rolling, total);
    }

    @Test
    void the_last_count_of_a_limit_counts() throws IOException {
        TallyFile file = new TallyFile(folder);
        file.append(List.of(day("a", 1), day("b", 1), day("a", 2)));
        file.append(List.of(day("a", 3), day("b", 0)));

        assertThat(new TallyFile(folder).read(NOW)).containsExactly(day("a", 3));
    }

    @Test
    void what_is_past_is_not_there_any_more() throws IOException {
        new TallyFile(folder).append(List.of(day("a", 1)));

        assertThat(new TallyFile(folder).read(1_999)).hasSize(1);
        assertThat(new TallyFile(folder).read(2_000)).isEmpty();
    }

    @Test
    void a_folder_without_a_file_has_nothing() throws IOException {
        assertThat(new TallyFile(folder).read(NOW)).isEmpty();
    }

    @Test
    void an_end_that_was_cut_off_costs_the_last_count_alone() throws IOException {
        new TallyFile(folder).append(List.of(day("a", 1), day("b", 1)));
        Path path = folder.resolve(TallyFile.NAME);
        byte[] bytes = Files.readAllBytes(path);
        for (int cut = 1; cut < bytes.length / 2; cut++) {
            Files.write(path, Arrays.copyOf(bytes, bytes.length - cut));
            assertThat(new TallyFile(folder).read(NOW)).as("cut by " + cut).containsExactly(day("a", 1));
        }
    }

    @Test
    void what_is_written_behind_a_cut_end_is_found() throws IOException {
        new TallyFile(folder).append(List.of(day("a", 1)));
        Files.write(folder.resolve(TallyFile.NAME), new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);
        new TallyFile(folder).append(List.of(day("b", 1)));

        assertThat(new TallyFile(folder).read(NOW)).containsExactlyInAnyOrder(day("a", 1), day("b", 1));
    }

    @Test
    void is_written_anew_when_most_of_it_is_out_of_date() throws IOException {
        TallyFile file = new TallyFile(folder);
        for (int i = 0; i < 10; i++) {
            file.append(LongStream.rangeClosed(1, 1_000)
                    .mapToObj(amount -> day("a", amount))
                    .toList());
            assertThat(file.isStale()).isFalse();
        }
        file.append(List.of(day("a", 10_001)));
        assertThat(file.isStale()).isTrue();
        long before = Files.size(folder.resolve(TallyFile.NAME));

        file.rewrite(each -> each.accept(day("a", 10_001)));

        assertThat(file.isStale()).isFalse();
        assertThat(Files.size(folder.resolve(TallyFile.NAME))).isLessThan(before / 1_000);
        assertThat(new TallyFile(folder).read(NOW)).containsExactly(day("a", 10_001));
    }

    @Test
    void belongs_to_its_owner_alone() throws IOException {
        new TallyFile(folder).append(List.of(day("a", 1)));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(TallyFile.NAME))))
                .isEqualTo("rw-------");
    }

    private static Tally day(String meter, long used) {
        return new Tally(meter, 500, 2_000, List.of(used));
    }

    private static List<Long> slots(int count, int... filled) {
        Long[] used = new Long[count];
        Arrays.fill(used, 0L);
        for (int slot : filled) {
            used[slot] = 100L + slot;
        }
        return List.of(used);
    }
}

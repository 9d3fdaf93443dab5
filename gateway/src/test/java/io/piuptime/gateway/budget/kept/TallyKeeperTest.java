package io.piuptime.gateway.budget.kept;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyKeeperTest {
    @TempDir
    Path folder;

    private final Counted counted = new Counted();

    @Test
    void writes_what_has_changed_and_nothing_else() throws IOException {
        TallyKeeper keeper = new TallyKeeper(counted, new TallyFile(folder));
        keeper.step();
        assertThat(folder.resolve(TallyFile.NAME)).doesNotExist();

        counted.count("a", 1);
        keeper.step();
        long size = Files.size(folder.resolve(TallyFile.NAME));
        keeper.step();

        assertThat(Files.size(folder.resolve(TallyFile.NAME))).isEqualTo(size);
        assertThat(kept()).containsExactly(counted.all.getFirst());
    }

    @Test
    void writes_what_is_left_when_it_ends() throws IOException {
        TallyKeeper keeper = new TallyKeeper(counted, new TallyFile(folder));
        keeper.start();
        counted.count("a", 1);
        keeper.close();

        assertThat(kept()).hasSize(1);
    }

    @Test
    void what_could_not_be_written_is_written_when_that_is_possible_again() throws IOException {
        Path gone = folder.resolve("file");
        Files.writeString(gone, "where a folder should be");
        TallyKeeper keeper = new TallyKeeper(counted, new TallyFile(gone));
        counted.count("a", 1);
        keeper.step();
        Files.delete(gone);

        keeper.step();

        assertThat(new TallyFile(gone).read(0)).containsExactlyElementsOf(counted.all);
    }

    private List<Tally> kept() throws IOException {
        return new TallyFile(folder).read(0);
    }

    /** Counts that the test makes. */
    private static final class Counted implements Tallies {
        private final List<Tally> all = new ArrayList<>();
        private final Deque<Tally> changed = new ArrayDeque<>();

        void count(String meter, long used) {
            Tally tally = new Tally(meter, 0, Long.MAX_VALUE, List.of(used));
            all.add(tally);
            changed.add(tally);
        }

        @Override
        public synchronized List<Tally> changed(int most) {
            List<Tally> told = new ArrayList<>(changed);
            changed.clear();
            return told;
        }

        @Override
        public void all(Consumer<Tally> each) {
            all.forEach(each);
        }
    }
}

package io.piuptime.stores.sqlite.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.stores.sqlite.SqliteStore;
import io.piuptime.testkit.contracts.SharedAnswersContract;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAnswersTest implements SharedAnswersContract {
    @TempDir
    private Path folder;

    private SqliteStore database;

    @BeforeEach
    void open() {
        database = new SqliteStore(folder, folder.resolve("native"));
        database.open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    public SharedAnswers answers() {
        return new SqliteInstallation(database);
    }

    @Test
    void holds_so_many_and_drops_the_oldest() {
        SharedAnswers store = answers();
        for (int i = 0; i <= SharedAnswers.MOST; i++) {
            assertThat(store.begin("n" + i, "q", NOON.plusMillis(i))).isEmpty();
            store.end("n" + i, Bytes.utf8("done"));
        }
        Instant later = NOON.plusSeconds(60);
        assertThat(store.begin("n1", "q", later)).isPresent();
        assertThat(store.begin("n" + SharedAnswers.MOST, "q", later)).isPresent();
        assertThat(store.begin("n0", "q", later)).isEmpty();
    }
}

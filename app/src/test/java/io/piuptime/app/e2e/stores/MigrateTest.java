package io.piuptime.app.e2e.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.app.stores.Database;
import io.piuptime.app.stores.MigrateCommand;
import io.piuptime.gateway.authorize.owned.ProviderObject;
import io.piuptime.gateway.directory.DirectoryStore.Expected;
import io.piuptime.model.directory.Change;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.stores.postgres.PostgresAddress;
import io.piuptime.testkit.contracts.SampleEntries;
import io.piuptime.testkit.contracts.SampleUsage;
import io.piuptime.testkit.server.PostgresServer;
import io.piuptime.testkit.server.SharedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@ExtendWith(SharedPostgres.class)
class MigrateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void copies_everything_and_the_second_time_only_what_is_new(PostgresServer server) {
        String url = server.database();
        try (Database file = Database.sqlite(folder, folder.resolve("native"))) {
            file.open();
            for (Entry entry : SampleEntries.all()) {
                Change _ = file.directory().put(entry, Expected.NEW);
            }
            Change _ = file.directory().put(SampleEntries.key("gone"), Expected.NEW);
            Change _ = file.directory().remove(Kind.KEY, "gone", Expected.ANY);
            file.usage().add(SampleUsage.records(0, 2_500));
            file.ownership()
                    .add(IntStream.range(0, 1_200).mapToObj(MigrateTest::object).toList());
            int entries = SampleEntries.all().size();

            assertThat(run("--from", "sqlite:" + folder, "--to", url)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(
                            "records of usage: 2500, of which 2500 were not there yet",
                            "owners of objects: 1200, of which 1200 were not there yet");

            file.usage().add(SampleUsage.records(2_500, 2_510));
            out.reset();
            assertThat(run("--from", "sqlite:" + folder.resolve("piup.db"), "--to", url))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(
                            "entries of the directory: " + (entries + 1) + ", of which 0 were not there yet",
                            "records of usage: 2510, of which 10 were not there yet",
                            "owners of objects: 1200, of which 0 were not there yet");
        }
        try (Database copy = Database.postgres(PostgresAddress.parse(url))) {
            for (Entry entry : SampleEntries.all()) {
                assertThat(copy.directory().find(entry.kind(), entry.id()).flatMap(Change::entry))
                        .contains(entry);
            }
            assertThat(copy.directory().find(Kind.KEY, "gone").flatMap(Change::entry))
                    .isEmpty();
            assertThat(copy.usage().page(UsageQuery.newest(10)).records())
                    .containsExactlyElementsOf(SampleUsage.records(2_500, 2_510).reversed());
            assertThat(copy.ownership().find(List.of("file-7"))).containsExactly(object(7));
        }
    }

    @Test
    void says_what_is_wrong_with_its_arguments_and_shows_no_password() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--from", "sqlite:" + folder, "--to", "postgresql://a:hunter2@b/c"))
                .isEqualTo(2);
        assertThat(run("--from", folder.toString(), "--to", "nonsense:hunter2")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("(expected: ").doesNotContain("hunter2");
    }

    @Test
    void fails_when_the_database_is_away_and_says_that_it_can_be_repeated() {
        try (Database file = Database.sqlite(folder, folder.resolve("native"))) {
            file.open();
        }

        assertThat(run("--from", "sqlite:" + folder, "--to", "postgresql://me:hunter2@127.0.0.1:1/db"))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("run the same command again")
                .doesNotContain("hunter2");
    }

    private int run(String... args) {
        return new MigrateCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of())
                .run(List.of(args));
    }

    private static ProviderObject object(int number) {
        return new ProviderObject("file-" + number, ProviderObject.Kind.FILE, "p", "key", NOW, Optional.empty());
    }
}

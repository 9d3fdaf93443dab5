package io.piuptime.gateway.authenticate;

import static io.piuptime.gateway.authenticate.TestKeys.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.model.directory.KeyEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryReplicaTest {
    @TempDir
    private Path folder;

    private Path file;
    private final TestKeys keys = new TestKeys();
    private final FeedKeyStore store = new FeedKeyStore();
    private final KeyEntry laptop = keys.entry("laptop");
    private final KeyEntry server = keys.entry("server");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("directory.log");
    }

    @Test
    void takes_what_changed_since_the_last_time() {
        DirectoryReplica replica = new DirectoryReplica(folder);
        store.create(laptop);
        assertThat(replica.catchUp(store)).isOne();
        store.create(server);
        store.revoke(laptop.id(), NOW);
        assertThat(replica.catchUp(store)).isEqualTo(2);
        assertThat(replica.catchUp(store)).isZero();
        assertThat(replica.directory().find(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(replica.directory().find(server.id())).contains(server);
        assertThat(replica.directory().sequence()).isEqualTo(3);
    }

    @Test
    void knows_keys_and_revocations_after_a_restart_with_the_store_gone() throws IOException {
        store.create(laptop);
        store.create(server);
        store.revoke(server.id(), NOW);
        new DirectoryReplica(folder).catchUp(store);
        store.gone(true);

        DirectoryReplica restarted = new DirectoryReplica(folder);

        assertThat(restarted.directory().find(laptop.id())).contains(laptop);
        assertThat(restarted.directory().find(server.id())).contains(server.revoked(NOW));
        assertThat(restarted.directory().sequence()).isEqualTo(3);
        assertThatIllegalStateException().isThrownBy(() -> restarted.catchUp(store));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void reads_a_long_feed_in_batches() {
        int count = 2 * DirectoryReplica.BATCH + 1;
        for (int i = 0; i < count; i++) {
            store.create(keys.entry("key " + i));
        }
        DirectoryReplica replica = new DirectoryReplica(folder);
        assertThat(replica.catchUp(store)).isEqualTo(count);
        assertThat(store.asked()).isEqualTo(3);
        assertThat(new DirectoryReplica(folder).directory().size()).isEqualTo(count);
    }

    @Test
    void cuts_a_torn_last_line_wherever_the_crash_fell_and_gets_it_again() throws IOException {
        store.create(laptop);
        store.create(server);
        new DirectoryReplica(folder).catchUp(store);
        byte[] whole = Files.readAllBytes(file);
        int firstLine = Files.readAllLines(file).getFirst().length() + 1;
        for (int length = firstLine; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            DirectoryReplica replica = new DirectoryReplica(folder);
            assertThat(replica.directory().sequence()).isOne();
            assertThat(Files.size(file)).isEqualTo(firstLine);
            assertThat(replica.catchUp(store)).isOne();
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void keeps_what_follows_a_damaged_line_and_reads_the_store_again_from_there() throws IOException {
        store.create(laptop);
        store.revoke(laptop.id(), NOW);
        store.create(server);
        new DirectoryReplica(folder).catchUp(store);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), "x" + lines.get(1), lines.get(2)));
        RecordedLog log = new RecordedLog();

        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());

        assertThat(log.lines).singleElement().asString().contains("1 damaged lines", "revocation");
        assertThat(replica.directory().find(server.id())).contains(server);
        assertThat(replica.directory().sequence()).isOne();
        replica.catchUp(store);
        assertThat(replica.directory().find(laptop.id())).contains(laptop.revoked(NOW));
        DirectoryReplica restarted = new DirectoryReplica(folder, log.logger());
        assertThat(restarted.directory().sequence()).isEqualTo(3);
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void rewrites_a_file_that_has_grown_long() throws IOException {
        int count = 2_300;
        DirectoryReplica replica = new DirectoryReplica(folder);
        for (int i = 0; i < count; i++) {
            store.create(keys.entry("key " + i));
        }
        replica.catchUp(store);
        assertThat(Files.readAllLines(file)).hasSize(count);
        store.list().forEach(entry -> store.revoke(entry.id(), NOW));
        replica.catchUp(store);
        assertThat(Files.readAllLines(file)).hasSize(count);
        Directory restarted = new DirectoryReplica(folder).directory();
        assertThat(restarted.sequence()).isEqualTo(2L * count);
        assertThat(store.list()).allMatch(entry -> restarted.find(entry.id()).equals(Optional.of(entry)));
    }

    @Test
    void follows_a_store_that_keeps_only_the_last_change_of_a_key() {
        FeedKeyStore compacting = new FeedKeyStore(true);
        RecordedLog log = new RecordedLog();
        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());
        compacting.create(laptop);
        replica.catchUp(compacting);
        compacting.create(server);
        compacting.revoke(laptop.id(), NOW);
        assertThat(replica.catchUp(compacting)).isEqualTo(2);
        assertThat(replica.directory().find(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(log.lines).isEmpty();
    }

    @Test
    void puts_keys_and_revocations_back_into_a_store_that_was_recreated_empty() {
        RecordedLog log = new RecordedLog();
        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());
        store.create(laptop);
        store.create(server);
        store.revoke(server.id(), NOW);
        replica.catchUp(store);
        FeedKeyStore recreated = new FeedKeyStore();

        replica.catchUp(recreated);

        assertThat(recreated.list()).containsExactlyInAnyOrder(laptop, server.revoked(NOW));
        assertThat(replica.directory().find(server.id())).contains(server.revoked(NOW));
        assertThat(log.lines)
                .hasSize(2)
                .anyMatch(line -> line.startsWith("error the key store's feed is behind it"))
                .anyMatch(line -> line.startsWith("warn 2 keys and revocations were put back"));
        recreated.revoke(laptop.id(), NOW);
        assertThat(replica.catchUp(recreated)).isOne();
        assertThat(replica.directory().find(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(log.lines).hasSize(2);
    }

    @Test
    void repeats_a_revocation_that_a_store_set_back_to_a_backup_has_forgotten() {
        FeedKeyStore backup = new FeedKeyStore();
        backup.create(laptop);
        store.create(laptop);
        store.revoke(laptop.id(), NOW);
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);

        replica.catchUp(backup);

        assertThat(replica.directory().find(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(backup.list()).containsExactly(laptop.revoked(NOW));
        assertThat(new DirectoryReplica(folder).directory().find(laptop.id())).contains(laptop.revoked(NOW));
    }

    @Test
    void notices_a_recreated_store_that_has_grown_past_it() {
        store.create(laptop);
        store.revoke(laptop.id(), NOW);
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);
        FeedKeyStore recreated = new FeedKeyStore();
        recreated.create(server);
        recreated.create(laptop);
        recreated.create(keys.entry("third"));

        replica.catchUp(recreated);

        assertThat(replica.directory().size()).isEqualTo(3);
        assertThat(replica.directory().find(server.id())).contains(server);
        assertThat(replica.directory().find(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(recreated.list()).contains(laptop.revoked(NOW));
        assertThat(replica.directory().sequence()).isEqualTo(4);
    }

    @Test
    void says_once_that_the_store_is_strange_while_nothing_can_be_put_back() {
        RecordedLog log = new RecordedLog();
        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());
        store.create(laptop);
        replica.catchUp(store);
        FeedKeyStore recreated = new FeedKeyStore();
        recreated.readOnly(true);
        for (int i = 0; i < 3; i++) {
            assertThatIllegalStateException().isThrownBy(() -> replica.catchUp(recreated));
        }
        assertThat(log.lines).singleElement().asString().startsWith("error");
        assertThat(replica.directory().find(laptop.id())).contains(laptop);
        recreated.readOnly(false);
        replica.catchUp(recreated);
        assertThat(recreated.list()).containsExactly(laptop);
    }

    @Test
    void changes_nothing_when_the_store_fails_while_keys_are_put_back() {
        store.create(laptop);
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);
        store.gone(true);
        assertThatIllegalStateException().isThrownBy(() -> replica.catchUp(store));
        assertThat(replica.directory().find(laptop.id())).contains(laptop);
        assertThat(replica.directory().sequence()).isOne();
    }

    @Test
    void revokes_in_memory_though_the_file_cannot_be_written_and_writes_it_when_it_can() throws IOException {
        Path data = folder.resolve("data");
        DirectoryReplica replica = new DirectoryReplica(data);
        store.create(laptop);
        replica.catchUp(store);
        store.revoke(laptop.id(), NOW);
        Files.delete(data.resolve("directory.log"));
        Files.delete(data);
        Files.createFile(data);

        assertThatThrownBy(() -> replica.catchUp(store))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be written");
        assertThat(replica.directory().find(laptop.id())).contains(laptop.revoked(NOW));

        Files.delete(data);
        assertThat(replica.catchUp(store)).isZero();
        assertThat(new DirectoryReplica(data).directory().find(laptop.id())).contains(laptop.revoked(NOW));
    }

    @Test
    void keeps_no_text_of_a_key() throws IOException {
        var key = keys.text();
        store.create(keys.entry(key, "laptop"));
        new DirectoryReplica(folder).catchUp(store);
        assertThat(Files.readString(file))
                .contains(key.id())
                .doesNotContain(key.text(), key.text().substring(18));
    }
}

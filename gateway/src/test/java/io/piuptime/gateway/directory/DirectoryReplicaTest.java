package io.piuptime.gateway.directory;

import static io.piuptime.gateway.directory.Keys.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piuptime.gateway.directory.codec.EntryCodec;
import io.piuptime.gateway.directory.file.FrameBytes;
import io.piuptime.gateway.directory.file.KeyLines;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    private final Keys keys = new Keys();
    private final FeedStore store = new FeedStore();
    private final KeyEntry laptop = keys.entry("laptop");
    private final KeyEntry server = keys.entry("server");

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("directory.data");
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
        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(replica.directory().key(server.id())).contains(server);
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

        assertThat(restarted.directory().key(laptop.id())).contains(laptop);
        assertThat(restarted.directory().key(server.id())).contains(server.revoked(NOW));
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
        assertThat(new DirectoryReplica(folder).directory().count(Kind.KEY)).isEqualTo(count);
    }

    @Test
    void cuts_a_torn_last_frame_wherever_the_crash_fell_and_gets_it_again() throws IOException {
        store.create(laptop);
        new DirectoryReplica(folder).catchUp(store);
        long first = Files.size(file);
        store.create(server);
        new DirectoryReplica(folder).catchUp(store);
        byte[] whole = Files.readAllBytes(file);
        for (int length = (int) first + 1; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            DirectoryReplica replica = new DirectoryReplica(folder);
            assertThat(replica.directory().sequence()).isOne();
            assertThat(Files.size(file)).isEqualTo(first);
            assertThat(replica.catchUp(store)).isOne();
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void keeps_what_follows_a_damaged_frame_and_reads_the_store_again_from_there() throws IOException {
        store.create(laptop);
        DirectoryReplica writer = new DirectoryReplica(folder);
        writer.catchUp(store);
        long first = Files.size(file);
        store.revoke(laptop.id(), NOW);
        writer.catchUp(store);
        store.create(server);
        writer.catchUp(store);
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) first + 20] ^= 1;
        Files.write(file, bytes);
        RecordedLog log = new RecordedLog();

        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());

        assertThat(log.lines).singleElement().asString().contains("1 damaged places", "revocation");
        assertThat(replica.directory().key(server.id())).contains(server);
        assertThat(replica.directory().sequence()).isOne();
        replica.catchUp(store);
        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));
        DirectoryReplica restarted = new DirectoryReplica(folder, log.logger());
        assertThat(restarted.directory().sequence()).isEqualTo(3);
        assertThat(log.lines).hasSize(1);
    }

    @Test
    void carries_over_the_keys_of_a_file_from_before_and_removes_it() throws IOException {
        Path old = folder.resolve("directory.log");
        Files.writeString(
                old,
                KeyLines.signed("1 " + laptop.id() + " " + laptop.hash() + " " + NOW + " - - laptop gpt-*") + "\n"
                        + KeyLines.signed("2 " + server.id() + " " + server.hash() + " " + NOW + " - - server gpt-*")
                        + "\n"
                        + KeyLines.signed(
                                "3 " + laptop.id() + " " + laptop.hash() + " " + NOW + " - " + NOW + " laptop gpt-*")
                        + "\n"
                        + "torn");
        store.create(laptop);
        store.create(server);
        store.revoke(laptop.id(), NOW);
        RecordedLog log = new RecordedLog();

        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());

        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(replica.directory().key(server.id())).contains(server);
        assertThat(old).doesNotExist();
        assertThat(replica.catchUp(store)).isZero();
        assertThat(new DirectoryReplica(folder).directory().key(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(log.lines).isEmpty();
    }

    @Test
    void reads_everything_again_that_another_version_of_the_program_may_have_passed_over() throws IOException {
        store.create(laptop);
        store.create(server);
        new DirectoryReplica(folder).catchUp(store);
        byte[] bytes = Files.readAllBytes(file);
        byte[] title = FrameBytes.title(EntryCodec.VOCABULARY + 1);
        System.arraycopy(title, 0, bytes, 0, title.length);
        Files.write(file, bytes);

        DirectoryReplica replica = new DirectoryReplica(folder);

        assertThat(replica.directory().key(laptop.id())).contains(laptop);
        assertThat(replica.directory().sequence()).isZero();
        assertThat(replica.catchUp(store)).isEqualTo(2);
        assertThat(new DirectoryReplica(folder).directory().sequence()).isEqualTo(2);
    }

    @Test
    void rewrites_a_file_that_has_grown_long() throws IOException {
        int count = 2_300;
        DirectoryReplica replica = new DirectoryReplica(folder);
        for (int i = 0; i < count; i++) {
            store.create(keys.entry("key " + i));
        }
        replica.catchUp(store);
        long once = Files.size(file);
        for (Entry entry : store.entries()) {
            store.revoke(entry.id(), NOW);
        }
        replica.catchUp(store);
        assertThat(Files.size(file)).isBetween(once, once + 20L * count);
        Directory restarted = new DirectoryReplica(folder).directory();
        assertThat(restarted.sequence()).isEqualTo(2L * count);
        assertThat(store.entries()).allMatch(entry -> restarted.key(entry.id()).equals(Optional.of(entry)));
    }

    @Test
    void follows_a_store_whose_last_known_change_was_followed_by_another_of_the_same_entry() {
        FeedStore compacting = new FeedStore();
        RecordedLog log = new RecordedLog();
        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());
        compacting.create(laptop);
        replica.catchUp(compacting);
        compacting.create(server);
        compacting.revoke(laptop.id(), NOW);
        assertThat(replica.catchUp(compacting)).isEqualTo(2);
        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));
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
        FeedStore recreated = new FeedStore();

        replica.catchUp(recreated);

        assertThat(recreated.entries()).containsExactlyInAnyOrder(laptop, server.revoked(NOW));
        assertThat(replica.directory().key(server.id())).contains(server.revoked(NOW));
        assertThat(log.lines)
                .hasSize(2)
                .anyMatch(line -> line.startsWith("error the store's feed is behind it"))
                .anyMatch(line -> line.startsWith("warn 2 entries and revocations were put back"));
        recreated.revoke(laptop.id(), NOW);
        assertThat(replica.catchUp(recreated)).isOne();
        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(log.lines).hasSize(2);
    }

    @Test
    void repeats_a_revocation_that_a_store_set_back_to_a_backup_has_forgotten() {
        FeedStore backup = new FeedStore();
        backup.create(laptop);
        store.create(laptop);
        store.revoke(laptop.id(), NOW);
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);

        replica.catchUp(backup);

        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(backup.entries()).containsExactly(laptop.revoked(NOW));
        assertThat(new DirectoryReplica(folder).directory().key(laptop.id())).contains(laptop.revoked(NOW));
    }

    @Test
    void notices_a_recreated_store_that_has_grown_past_it() {
        store.create(laptop);
        store.revoke(laptop.id(), NOW);
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);
        FeedStore recreated = new FeedStore();
        recreated.create(server);
        recreated.create(laptop);
        recreated.create(keys.entry("third"));

        replica.catchUp(recreated);

        assertThat(replica.directory().count(Kind.KEY)).isEqualTo(3);
        assertThat(replica.directory().key(server.id())).contains(server);
        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));
        assertThat(recreated.entries()).contains(laptop.revoked(NOW));
        assertThat(replica.directory().sequence()).isEqualTo(4);
    }

    @Test
    void puts_back_what_was_changed_or_removed_after_the_backup_that_a_store_was_set_back_to() {
        FeedStore backup = new FeedStore();
        for (FeedStore one : List.of(store, backup)) {
            one.create(team("t", true));
            one.create(team("gone", true));
        }
        store.put(team("t", false), DirectoryStore.Expected.ANY);
        store.remove(Kind.TEAM, "gone", DirectoryStore.Expected.ANY);
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);

        replica.catchUp(backup);

        assertThat(backup.entries()).containsExactly(team("t", false));
        assertThat(replica.directory().team("t")).contains(team("t", false));
        assertThat(replica.directory().team("gone")).isEmpty();
        assertThat(replica.catchUp(backup)).isZero();
    }

    private static Team team(String id, boolean active) {
        return new Team(id, Tenant.DEFAULT, id, Access.ALL, List.of(), active, NOW);
    }

    @Test
    void says_once_that_the_store_is_strange_while_nothing_can_be_put_back() {
        RecordedLog log = new RecordedLog();
        DirectoryReplica replica = new DirectoryReplica(folder, log.logger());
        store.create(laptop);
        replica.catchUp(store);
        FeedStore recreated = new FeedStore();
        recreated.readOnly(true);
        for (int i = 0; i < 3; i++) {
            assertThatIllegalStateException().isThrownBy(() -> replica.catchUp(recreated));
        }
        assertThat(log.lines).singleElement().asString().startsWith("error");
        assertThat(replica.directory().key(laptop.id())).contains(laptop);
        recreated.readOnly(false);
        replica.catchUp(recreated);
        assertThat(recreated.entries()).containsExactly(laptop);
    }

    @Test
    void changes_nothing_when_the_store_fails_while_keys_are_put_back() {
        store.create(laptop);
        DirectoryReplica replica = new DirectoryReplica(folder);
        replica.catchUp(store);
        store.gone(true);
        assertThatIllegalStateException().isThrownBy(() -> replica.catchUp(store));
        assertThat(replica.directory().key(laptop.id())).contains(laptop);
        assertThat(replica.directory().sequence()).isOne();
    }

    @Test
    void revokes_in_memory_though_the_file_cannot_be_written_and_writes_it_when_it_can() throws IOException {
        Path data = folder.resolve("data");
        DirectoryReplica replica = new DirectoryReplica(data);
        store.create(laptop);
        replica.catchUp(store);
        store.revoke(laptop.id(), NOW);
        Files.delete(data.resolve("directory.data"));
        Files.delete(data);
        Files.createFile(data);

        assertThatThrownBy(() -> replica.catchUp(store))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be written");
        assertThat(replica.directory().key(laptop.id())).contains(laptop.revoked(NOW));

        Files.delete(data);
        assertThat(replica.catchUp(store)).isZero();
        assertThat(new DirectoryReplica(data).directory().key(laptop.id())).contains(laptop.revoked(NOW));
    }

    @Test
    void keeps_no_text_of_a_key() throws IOException {
        var key = keys.text();
        store.create(keys.entry(key, "laptop"));
        new DirectoryReplica(folder).catchUp(store);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains(key.id())
                .doesNotContain(key.text(), key.text().substring(18));
    }
}

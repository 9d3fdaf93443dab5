package io.piuptime.gateway.directory.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.key.KeyPermission;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That every kind comes back as it went is what each store's contract shows. */
final class EntryCodecTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Limit LIMIT =
            new Limit(Measure.TOKENS, Window.Calendar.DAY, 1_000, Optional.of("gpt-*"), true);
    private static final KeyEntry KEY = new KeyEntry(
            "K3yId0000001",
            "acme",
            "app",
            Optional.of("ann"),
            "a key",
            "0f".repeat(32),
            new Access(List.of("m"), List.of("chat"), List.of("10.0.0.0/8")),
            Set.of(KeyPermission.PASSTHROUGH),
            List.of(LIMIT),
            Map.of("stage", "prod"),
            new Lifetime(NOW, Optional.of(NOW), Optional.of(NOW)));

    @Test
    void a_key_of_a_great_company_takes_few_bytes() {
        KeyEntry plain = new KeyEntry(
                "K3yId0000001", "laptop", "0f".repeat(32), List.of(), NOW, Optional.empty(), Optional.empty());

        assertThat(EntryCodec.write(plain)).hasSizeLessThan(80);
        assertThat(EntryCodec.read(Kind.KEY, EntryCodec.write(plain))).isEqualTo(plain);
    }

    @Test
    void moments_are_kept_to_the_microsecond_and_may_lie_before_1970() {
        Instant early = Instant.parse("1969-12-31T23:59:59.999999Z");
        Team team = new Team("t", Tenant.DEFAULT, "n", Access.ALL, List.of(), true, early.plusNanos(999));

        assertThat(EntryCodec.read(Kind.TEAM, EntryCodec.write(team)))
                .isEqualTo(new Team("t", Tenant.DEFAULT, "n", Access.ALL, List.of(), true, early));
    }

    @Test
    void fields_that_a_newer_program_wrote_are_passed_over() {
        byte[] more = new FieldWriter()
                .text(120, "something new")
                .nested(121, new FieldWriter().number(1, 7))
                .bytes();
        byte[] known = EntryCodec.write(KEY);
        byte[] both = Arrays.copyOf(known, known.length + more.length);
        System.arraycopy(more, 0, both, known.length, more.length);

        assertThat(EntryCodec.read(Kind.KEY, both)).isEqualTo(KEY);
    }

    @Test
    void a_program_that_knows_no_limit_of_each_one_finds_none() {
        Limit each = new Limit(
                Measure.TOKENS, Window.Calendar.DAY, 5, Optional.empty(), false, new Whose.Each(Level.END_USER, ""));
        Team team = new Team("t", Tenant.DEFAULT, "n", Access.ALL, List.of(each, LIMIT), true, NOW);

        List<Fields> limits = new Fields(EntryCodec.write(team)).nested(Tag.LIMIT);

        assertThat(limits)
                .extracting(fields -> fields.text(Tag.OfLimit.MEASURE))
                .containsExactly("", "tokens");
        assertThat(EntryCodec.read(Kind.TEAM, EntryCodec.write(team))).isEqualTo(team);
    }

    @Test
    void words_that_a_newer_program_wrote_are_left_out_where_that_opens_nothing() {
        byte[] body = new FieldWriter()
                .text(Tag.ID, "k")
                .text(Tag.NAME, "n")
                .text(Tag.PERMISSION, "fly")
                .nested(Tag.LIMIT, new FieldWriter().text(1, "wishes").text(2, "minute"))
                .nested(Tag.LIMIT, new FieldWriter().text(1, "tokens").text(2, "fortnight"))
                .bytes();
        KeyEntry key = (KeyEntry) EntryCodec.read(Kind.KEY, body);

        assertThat(key.permissions()).isEmpty();
        assertThat(key.limits()).isEmpty();
    }

    @Test
    void a_budget_with_words_of_a_newer_program_is_not_known_rather_than_wider() {
        Budget budget = new Budget(
                "b",
                Tenant.DEFAULT,
                "n",
                new Subject(Level.TEAM, "t"),
                List.of(new Budget.Cap(Window.Calendar.DAY, 5)),
                true,
                List.of(80),
                Optional.empty(),
                true);
        byte[] body = EntryCodec.write(budget);
        String text = new String(body, StandardCharsets.ISO_8859_1);
        byte[] changed = text.replace("day", "dax").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(EntryCodec.read(Kind.BUDGET, body)).isEqualTo(budget);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryCodec.read(Kind.BUDGET, changed))
                .withMessage("window: dax (expected: a known one)");
    }

    @Test
    void bytes_that_were_cut_make_an_entry_or_an_argument_refused_and_nothing_else() {
        byte[] whole = EntryCodec.write(KEY);
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            try {
                EntryCodec.read(Kind.KEY, Arrays.copyOf(whole, length));
            } catch (IllegalArgumentException _) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length / 2);
    }
}

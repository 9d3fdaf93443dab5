package io.piuptime.testkit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.price.Charge;
import io.piuptime.model.price.Service;
import io.piuptime.model.usage.Attribution;
import io.piuptime.model.usage.Reservation;
import io.piuptime.model.usage.Tokens;
import io.piuptime.model.usage.UsageRecord;
import io.piuptime.model.usage.UsageRecord.Ending;
import io.piuptime.model.usage.UsageRecord.Sizes;
import io.piuptime.model.usage.UsageRecord.Times;
import io.piuptime.observe.usage.UsagePage;
import io.piuptime.observe.usage.UsageQuery;
import io.piuptime.observe.usage.UsageQuery.Whose;
import io.piuptime.observe.usage.UsageStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of usage does. */
public interface UsageStoreContract {
    /** The store under test: empty, and the same one within a test. */
    UsageStore store();

    @Test
    default void an_empty_store_has_an_empty_page() {
        assertThat(store().page(UsageQuery.newest(10))).isEqualTo(new UsagePage(List.of(), Optional.empty()));
    }

    @Test
    default void gives_back_every_component_of_a_record() {
        UsageRecord usage = new UsageRecord(
                "0r5m1k8c0d2q4abcdefgh",
                Instant.parse("2026-05-06T07:08:09.123456Z"),
                "K3yId0000001",
                "text_completion",
                "модель-✓-😀",
                "anthropic/claude",
                418,
                Ending.BROKEN,
                "upstream_reset",
                true,
                new Tokens(
                        1,
                        2,
                        3,
                        4,
                        new Tokens.Details(10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, Service.PRIORITY),
                        Tokens.Source.COUNTED),
                "length",
                5,
                new Times(6, -1, 7),
                new Sizes(8_000_000_000L, 9_000_000_000L),
                Optional.of(new Charge(21, "USD", "from=2026-01-01 in=22")),
                "a/x server 23ms, b/y answered 24ms",
                new Attribution("t-25", "g-26", "a-27", "u-28", "e-29", Map.of("n-30", "v-31")),
                new Reservation(33, 32));

        assertThat(store().add(List.of(usage))).isEqualTo(1);
        assertThat(store().page(UsageQuery.newest(1)).records()).containsExactly(usage);
    }

    @ParameterizedTest
    @EnumSource
    default void gives_back_every_ending(Ending ending) {
        UsageRecord usage = like(SampleUsage.record(1), ending, Tokens.Source.REPORTED);

        store().add(List.of(usage));

        assertThat(store().page(UsageQuery.newest(1)).records()).containsExactly(usage);
    }

    @ParameterizedTest
    @EnumSource
    default void gives_back_every_service(Service service) {
        UsageRecord like = SampleUsage.record(1);
        UsageRecord usage = like.counting(new Tokens(1, 2, 0, 0, Tokens.Source.REPORTED).servedAs(service));

        store().add(List.of(usage));

        assertThat(store().page(UsageQuery.newest(1)).records()).containsExactly(usage);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE})
    default void gives_back_every_cost(long micros) {
        UsageRecord usage = SampleUsage.record(1).charged(new Charge(micros, "USD", "in=1 out=2"));

        store().add(List.of(usage));

        assertThat(store().page(UsageQuery.newest(1)).records()).containsExactly(usage);
    }

    @ParameterizedTest
    @EnumSource
    default void gives_back_every_source_of_tokens(Tokens.Source source) {
        UsageRecord usage = like(SampleUsage.record(1), Ending.COMPLETE, source);

        store().add(List.of(usage));

        assertThat(store().page(UsageQuery.newest(1)).records()).containsExactly(usage);
    }

    @Test
    default void gives_back_empty_components_and_the_largest_numbers() {
        UsageRecord usage = new UsageRecord(
                "0",
                Instant.EPOCH,
                "",
                "",
                "",
                "",
                Integer.MAX_VALUE,
                Ending.REFUSED,
                "",
                false,
                new Tokens(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Tokens.Source.REPORTED),
                "",
                0,
                new Times(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE),
                new Sizes(Long.MAX_VALUE, Long.MAX_VALUE));

        store().add(List.of(usage));

        assertThat(store().page(UsageQuery.newest(1)).records()).containsExactly(usage);
    }

    @Test
    default void adding_nothing_adds_nothing() {
        assertThat(store().add(List.of())).isZero();
    }

    @Test
    default void a_record_is_added_once_and_stays_as_it_was_first() {
        UsageRecord first = SampleUsage.record(1);
        UsageRecord again = like(first, Ending.ABANDONED, Tokens.Source.COUNTED);

        assertThat(store().add(List.of(first))).isEqualTo(1);
        assertThat(store().add(List.of(again, SampleUsage.record(2), again))).isEqualTo(1);

        assertThat(store().page(UsageQuery.newest(10)).records()).containsExactly(SampleUsage.record(2), first);
    }

    @Test
    default void a_large_batch_that_is_known_in_part_adds_the_rest() {
        store().add(SampleUsage.records(10, 60));
        List<UsageRecord> batch = new ArrayList<>(SampleUsage.records(0, 103));
        batch.addAll(SampleUsage.records(90, 103));

        assertThat(store().add(batch)).isEqualTo(53);
        assertThat(store().add(batch)).isZero();

        assertThat(walk(UsageQuery.newest(1_000)))
                .containsExactlyElementsOf(SampleUsage.records(0, 103).reversed());
    }

    @Test
    default void pages_go_from_the_newest_to_the_oldest_in_whatever_order_records_came() {
        List<UsageRecord> shuffled = new ArrayList<>(SampleUsage.records(0, 25));
        Collections.shuffle(shuffled, new Random(7));
        store().add(shuffled);

        List<UsageRecord> all = walk(UsageQuery.newest(10));

        assertThat(all).containsExactlyElementsOf(SampleUsage.records(0, 25).reversed());
    }

    @Test
    default void the_last_page_has_no_cursor_even_when_it_is_full() {
        store().add(SampleUsage.records(0, 20));

        UsagePage first = store().page(UsageQuery.newest(10));
        UsagePage second =
                store().page(before(UsageQuery.newest(10), first.next().orElseThrow()));

        assertThat(second.records()).hasSize(10);
        assertThat(second.next()).isEmpty();
    }

    @Test
    default void a_walk_misses_nothing_and_repeats_nothing_while_records_are_added() {
        store().add(SampleUsage.records(100, 200));
        List<UsageRecord> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        long added = 200;
        do {
            UsageQuery query = UsageQuery.newest(9);
            UsagePage page = store().page(cursor.map(id -> before(query, id)).orElse(query));
            seen.addAll(page.records());
            cursor = page.next();
            store().add(SampleUsage.records(added, added + 5));
            added += 5;
        } while (cursor.isPresent() && added < 1_000);

        assertThat(seen).containsExactlyElementsOf(SampleUsage.records(100, 200).reversed());
    }

    @Test
    default void a_range_of_time_includes_its_first_moment_and_excludes_its_last() {
        store().add(SampleUsage.records(0, 5_000));
        UsageQuery query = new UsageQuery(
                Optional.of(SampleUsage.startedAt(1_000)),
                Optional.of(SampleUsage.startedAt(1_250)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100);

        assertThat(walk(query))
                .containsExactlyElementsOf(SampleUsage.records(1_000, 1_250).reversed());
    }

    @Test
    default void ranges_of_time_beyond_all_records_are_empty_or_whole() {
        store().add(SampleUsage.records(0, 20));

        assertThat(walk(between(Instant.MIN, Instant.MAX))).hasSize(20);
        assertThat(walk(between(SampleUsage.startedAt(20), Instant.MAX))).isEmpty();
        assertThat(walk(between(Instant.MIN, SampleUsage.startedAt(0)))).isEmpty();
        assertThat(walk(between(SampleUsage.startedAt(9), SampleUsage.startedAt(9))))
                .isEmpty();
    }

    @Test
    default void filters_by_key() {
        store().add(SampleUsage.records(0, 200));
        UsageQuery query = new UsageQuery(
                Optional.empty(), Optional.empty(), Optional.of("key3"), Optional.empty(), Optional.empty(), 7);

        assertThat(walk(query))
                .containsExactlyElementsOf(SampleUsage.records(0, 200).reversed().stream()
                        .filter(usage -> usage.keyId().equals("key3"))
                        .toList());
    }

    @Test
    default void filters_by_model() {
        store().add(SampleUsage.records(0, 200));
        UsageQuery query = new UsageQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("model-2"), Optional.empty(), 7);

        assertThat(walk(query)).hasSize(50).allMatch(usage -> usage.model().equals("model-2"));
    }

    @Test
    default void filters_go_together() {
        store().add(SampleUsage.records(0, 200));
        UsageQuery query = new UsageQuery(
                Optional.of(SampleUsage.startedAt(40)),
                Optional.of(SampleUsage.startedAt(120)),
                Optional.of("key6"),
                Optional.of("model-2"),
                Optional.empty(),
                2);

        assertThat(walk(query))
                .containsExactly(
                        SampleUsage.record(106),
                        SampleUsage.record(86),
                        SampleUsage.record(66),
                        SampleUsage.record(46));
    }

    @Test
    default void gives_back_whose_an_exchange_was_and_filters_by_all_of_it() {
        Attribution ours =
                new Attribution("acme", "t1", "a1", "u1", "größe", Map.of("stage", "prod", "project", "a=b %_"));
        Attribution other = new Attribution("acme", "t2", "a2", "u2", "", Map.of("stage", "production"));
        UsageRecord first = SampleUsage.record(1).attributed(ours);
        UsageRecord second = SampleUsage.record(2).attributed(other);
        store().add(List.of(first, second, SampleUsage.record(3)));

        assertThat(walk(UsageQuery.newest(10))).containsExactly(SampleUsage.record(3), second, first);
        assertThat(walk(of(whose(0, "acme")))).containsExactly(second, first);
        assertThat(walk(of(whose(1, "t1")))).containsExactly(first);
        assertThat(walk(of(whose(2, "a2")))).containsExactly(second);
        assertThat(walk(of(whose(3, "u2")))).containsExactly(second);
        assertThat(walk(of(whose(4, "größe")))).containsExactly(first);
        assertThat(walk(of(whose(5, "stage=prod")))).containsExactly(first);
        assertThat(walk(of(whose(5, "project=a=b %_")))).containsExactly(first);
        assertThat(walk(of(whose(5, "stage=%")))).isEmpty();
    }

    private static UsageQuery of(Whose whose) {
        return new UsageQuery(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), whose, Optional.empty(), 1);
    }

    /** The filter at a place, from 0 for the tenant to 5 for a tag. */
    private static Whose whose(int place, String value) {
        List<Optional<String>> fields = new ArrayList<>(Collections.nCopies(6, Optional.empty()));
        fields.set(place, Optional.of(value));
        return new Whose(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4), fields.get(5));
    }

    @Test
    default void a_filter_is_a_value_and_never_a_pattern_or_a_command() {
        store().add(SampleUsage.records(0, 20));
        for (String hostile : List.of("%", "key_", "' OR 1=1 --", "key1'; DROP TABLE usage; --", "\0", "\"")) {
            assertThat(walk(new UsageQuery(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(hostile),
                            Optional.empty(),
                            Optional.empty(),
                            10)))
                    .as(hostile)
                    .isEmpty();
        }
        assertThat(walk(UsageQuery.newest(10))).hasSize(20);
    }

    @Test
    default void deletes_what_started_before_a_moment_and_nothing_else() {
        store().add(SampleUsage.records(0, 12_000));

        assertThat(store().deleteBefore(SampleUsage.startedAt(11_990))).isEqualTo(11_990);
        assertThat(store().deleteBefore(SampleUsage.startedAt(11_990))).isZero();

        assertThat(walk(UsageQuery.newest(1_000)))
                .containsExactlyElementsOf(SampleUsage.records(11_990, 12_000).reversed());
    }

    @Test
    default void deletes_nothing_before_the_first_record_and_everything_after_the_last() {
        store().add(SampleUsage.records(0, 10));

        assertThat(store().deleteBefore(Instant.MIN)).isZero();
        assertThat(store().deleteBefore(SampleUsage.startedAt(0))).isZero();
        assertThat(store().deleteBefore(Instant.MAX)).isEqualTo(10);
        assertThat(store().page(UsageQuery.newest(1)).records()).isEmpty();
    }

    /** All records of a query, page by page. */
    private List<UsageRecord> walk(UsageQuery query) {
        List<UsageRecord> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            UsagePage page = store().page(cursor.map(id -> before(query, id)).orElse(query));
            assertThat(page.records()).hasSizeLessThanOrEqualTo(query.limit());
            all.addAll(page.records());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    private static UsageQuery between(Instant from, Instant to) {
        return new UsageQuery(
                Optional.of(from), Optional.of(to), Optional.empty(), Optional.empty(), Optional.empty(), 100);
    }

    private static UsageQuery before(UsageQuery query, String id) {
        return new UsageQuery(
                query.from(), query.to(), query.keyId(), query.model(), query.whose(), Optional.of(id), query.limit());
    }

    private static UsageRecord like(UsageRecord usage, Ending ending, Tokens.Source source) {
        return new UsageRecord(
                usage.id(),
                usage.startedAt(),
                usage.keyId(),
                usage.operation(),
                usage.model(),
                usage.target(),
                usage.status(),
                ending,
                usage.reason(),
                usage.stream(),
                source == Tokens.Source.UNKNOWN ? Tokens.NONE : new Tokens(5, 6, 7, 8, source),
                usage.finishReason(),
                usage.attempts(),
                usage.times(),
                usage.sizes());
    }
}

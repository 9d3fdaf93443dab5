package io.piuptime.testkit.contracts;

import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.Role;
import io.piuptime.model.directory.StoredSecret;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.key.KeyPermission;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Measure;
import io.piuptime.model.limit.Subject;
import io.piuptime.model.limit.Whose;
import io.piuptime.model.limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Entries of every kind, with every component and with none that can be left out. */
public final class SampleEntries {
    public static final Instant NOW = Instant.parse("2026-03-01T00:00:00.000001Z");

    private static final Access NARROW = new Access(
            List.of("gpt-4o", "claude-*", "", "a:b,c\n3:d"),
            List.of("chat", "embeddings"),
            List.of("10.0.0.0/8", "2001:db8::/32"));
    private static final List<Limit> LIMITS = List.of(
            new Limit(Measure.REQUESTS, Window.Calendar.MINUTE, 600, Optional.empty(), true),
            new Limit(
                    Measure.TOKENS,
                    new Window.Rolling(Duration.ofHours(5)),
                    Long.MAX_VALUE,
                    Optional.of("gpt-*"),
                    false),
            new Limit(Measure.CONCURRENT, new Window.Total(), 0, Optional.empty(), false),
            new Limit(
                    Measure.REQUESTS,
                    Window.Calendar.DAY,
                    7,
                    Optional.empty(),
                    false,
                    new Whose.Each(Level.TAG, "project")),
            new Limit(
                    Measure.REQUESTS,
                    Window.Calendar.DAY,
                    8,
                    Optional.empty(),
                    true,
                    new Whose.Only(new Subject(Level.END_USER, "ünïcode/=,x"))));

    private SampleEntries() {}

    /** One with everything and one with nothing of each kind, their ids all different. */
    public static List<Entry> all() {
        return List.of(
                new Tenant("acme", "Größe: 'x'; -- 😀", NARROW, LIMITS, false, NOW),
                new Tenant(Tenant.DEFAULT, "", Access.ALL, List.of(), true, NOW),
                new Team("t1", "acme", "team", NARROW, LIMITS, false, NOW),
                new Team("t2", Tenant.DEFAULT, "team", Access.ALL, List.of(), true, NOW),
                new Application("a1", "acme", "t1", "application", NARROW, LIMITS, false, NOW),
                application("a2", Tenant.DEFAULT),
                new KeyEntry(
                        "K3yId0000001",
                        "acme",
                        "a1",
                        Optional.of("u1"),
                        "key",
                        "00ff".repeat(16),
                        NARROW,
                        Set.of(KeyPermission.values()),
                        LIMITS,
                        Map.of("stage", "prod", "größe", "a=b,c"),
                        new Lifetime(NOW, Optional.of(NOW.plusSeconds(60)), Optional.of(NOW.plusSeconds(30)), true)),
                key("K3yId0000002"),
                new User(
                        "u1",
                        "acme",
                        "ann@example.com",
                        List.of(new User.Grant("owner", Optional.empty()), new User.Grant("viewer", Optional.of("t1"))),
                        LIMITS,
                        false,
                        NOW),
                new User("u2", User.EVERYWHERE, "bob", List.of(), List.of(), true, NOW),
                new Role("r1", "acme", "reader", Set.of("keys:read", "usage:read")),
                new Role("r2", Tenant.DEFAULT, "nobody", Set.of()),
                new Budget(
                        "b1",
                        "acme",
                        "budget",
                        new Subject(Level.TAG, "stage=prod"),
                        List.of(
                                new Budget.Cap(Window.Calendar.MONTH, 500_000_000),
                                new Budget.Cap(new Window.Rolling(Duration.ofDays(7)), 1)),
                        true,
                        List.of(50, 80, 100),
                        Optional.of("small"),
                        false),
                budget("b2", new Subject(Level.TEAM, "t2")),
                new StoredSecret("s1", "acme", "openai", 7, "c2VhbGVk"),
                new StoredSecret("s2", Tenant.DEFAULT, "other", 1, ""));
    }

    /** A key of the default application, without limits. */
    public static KeyEntry key(String id) {
        return new KeyEntry(id, "name of " + id, "hash-" + id, List.of(), NOW, Optional.empty(), Optional.empty());
    }

    /** An application of a tenant's default team. */
    public static Application application(String id, String tenant) {
        return new Application(id, tenant, Tenant.DEFAULT, "application " + id, Access.ALL, List.of(), true, NOW);
    }

    /** A soft budget of a dollar for all time. */
    public static Budget budget(String id, Subject subject) {
        return new Budget(
                id,
                Tenant.DEFAULT,
                "",
                subject,
                List.of(new Budget.Cap(new Window.Total(), 1_000_000)),
                false,
                List.of(),
                Optional.empty(),
                true);
    }
}

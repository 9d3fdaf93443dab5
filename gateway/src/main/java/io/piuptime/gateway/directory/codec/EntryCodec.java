package io.piuptime.gateway.directory.codec;

import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Lifetime;
import io.piuptime.model.directory.Role;
import io.piuptime.model.directory.StoredSecret;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.key.KeyPermission;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An entry as bytes: numbered fields, so that an older program reads what a newer one wrote and passes over what it does not
 * know. Moments are kept to the microsecond.
 */
public final class EntryCodec {
    /** Grows when entries get words that older programs pass over, so that these know what they have to read anew later. */
    public static final int VOCABULARY = 2;

    private static final Predicate<String> DIGEST =
            Pattern.compile("[0-9a-f]{64}").asMatchPredicate();
    private static final String NONE = "";

    private EntryCodec() {}

    public static byte[] write(Entry entry) {
        FieldWriter out = new FieldWriter().text(Tag.ID, entry.id());
        if (entry.kind() != Kind.TENANT) {
            out.textUnless(Tenant.DEFAULT, Tag.TENANT, entry.tenant());
        }
        out.text(Tag.NAME, entry.name());
        switch (entry) {
            case Tenant tenant -> write(tenant, out);
            case Team team -> write(team, out);
            case Application application -> write(application, out);
            case KeyEntry key -> write(key, out);
            case User user -> write(user, out);
            case Role role ->
                out.texts(Tag.PERMISSION, role.permissions().stream().sorted().toList());
            case Budget budget -> write(budget, out);
            case StoredSecret secret ->
                out.number(Tag.VERSION, secret.version()).text(Tag.SEALED, secret.sealed());
        }
        return out.bytes();
    }

    /**
     * The entry in a body.
     *
     * @throws IllegalArgumentException when there is none that this program understands
     */
    public static Entry read(Kind kind, byte[] body) {
        Fields in = new Fields(body);
        return switch (kind) {
            case TENANT -> tenant(in);
            case TEAM -> team(in);
            case APPLICATION -> application(in);
            case KEY -> key(in);
            case USER -> user(in);
            case ROLE -> new Role(in.text(Tag.ID), owner(in), in.text(Tag.NAME), Set.copyOf(in.texts(Tag.PERMISSION)));
            case BUDGET -> budget(in);
            case SECRET ->
                new StoredSecret(
                        in.text(Tag.ID),
                        owner(in),
                        in.text(Tag.NAME),
                        (int) in.number(Tag.VERSION, 1),
                        in.text(Tag.SEALED));
        };
    }

    private static void write(Tenant tenant, FieldWriter out) {
        Parts.write(tenant.access(), out);
        Parts.write(tenant.limits(), out);
        out.flag(Tag.INACTIVE, !tenant.active()).moment(Tag.CREATED, tenant.createdAt());
    }

    private static Tenant tenant(Fields in) {
        return new Tenant(
                in.text(Tag.ID),
                in.text(Tag.NAME),
                Parts.access(in),
                Parts.limits(in),
                !in.flag(Tag.INACTIVE),
                in.moment(Tag.CREATED));
    }

    private static void write(Team team, FieldWriter out) {
        Parts.write(team.access(), out);
        Parts.write(team.limits(), out);
        out.flag(Tag.INACTIVE, !team.active()).moment(Tag.CREATED, team.createdAt());
    }

    private static Team team(Fields in) {
        return new Team(
                in.text(Tag.ID),
                owner(in),
                in.text(Tag.NAME),
                Parts.access(in),
                Parts.limits(in),
                !in.flag(Tag.INACTIVE),
                in.moment(Tag.CREATED));
    }

    private static void write(Application application, FieldWriter out) {
        out.textUnless(Tenant.DEFAULT, Tag.TEAM, application.team());
        Parts.write(application.access(), out);
        Parts.write(application.limits(), out);
        out.flag(Tag.INACTIVE, !application.active()).moment(Tag.CREATED, application.createdAt());
    }

    private static Application application(Fields in) {
        return new Application(
                in.text(Tag.ID),
                owner(in),
                in.text(Tag.TEAM, Tenant.DEFAULT),
                in.text(Tag.NAME),
                Parts.access(in),
                Parts.limits(in),
                !in.flag(Tag.INACTIVE),
                in.moment(Tag.CREATED));
    }

    private static void write(KeyEntry key, FieldWriter out) {
        out.textUnless(Tenant.DEFAULT, Tag.APPLICATION, key.application());
        key.user().ifPresent(user -> out.text(Tag.USER, user));
        if (DIGEST.test(key.hash())) {
            out.raw(Tag.HASH, HexFormat.of().parseHex(key.hash()));
        } else {
            out.text(Tag.HASH_TEXT, key.hash());
        }
        Parts.write(key.access(), out);
        out.texts(
                Tag.PERMISSION,
                key.permissions().stream().map(KeyPermission::id).sorted().toList());
        Parts.write(key.limits(), out);
        Parts.write(key.tags(), out);
        Lifetime life = key.lifetime();
        out.moment(Tag.CREATED, life.createdAt());
        life.expiresAt().ifPresent(end -> out.moment(Tag.EXPIRES, end));
        life.revokedAt().ifPresent(end -> out.moment(Tag.REVOKED, end));
        out.flag(Tag.ABRUPT, life.abrupt());
    }

    private static KeyEntry key(Fields in) {
        return new KeyEntry(
                in.text(Tag.ID),
                owner(in),
                in.text(Tag.APPLICATION, Tenant.DEFAULT),
                in.optionalText(Tag.USER),
                in.text(Tag.NAME),
                in.raw(Tag.HASH).map(HexFormat.of()::formatHex).orElseGet(() -> in.text(Tag.HASH_TEXT, NONE)),
                Parts.access(in),
                permissions(in),
                Parts.limits(in),
                Parts.marks(in),
                new Lifetime(
                        in.moment(Tag.CREATED),
                        in.optionalMoment(Tag.EXPIRES),
                        in.optionalMoment(Tag.REVOKED),
                        in.flag(Tag.ABRUPT)));
    }

    /** A permission that is not known here opens nothing here. */
    private static Set<KeyPermission> permissions(Fields in) {
        return in.texts(Tag.PERMISSION).stream()
                .flatMap(id -> KeyPermission.of(id).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void write(User user, FieldWriter out) {
        Parts.writeGrants(user.grants(), out);
        Parts.write(user.limits(), out);
        out.flag(Tag.INACTIVE, !user.active()).moment(Tag.CREATED, user.createdAt());
    }

    private static User user(Fields in) {
        return new User(
                in.text(Tag.ID),
                owner(in),
                in.text(Tag.NAME),
                Parts.grants(in),
                Parts.limits(in),
                !in.flag(Tag.INACTIVE),
                in.moment(Tag.CREATED));
    }

    private static void write(Budget budget, FieldWriter out) {
        Parts.write(budget.subject(), out);
        Parts.writeCaps(budget.caps(), out);
        out.flag(Tag.STRICT, budget.strict()).flag(Tag.INACTIVE, !budget.active());
        budget.alerts().forEach(alert -> out.number(Tag.ALERT, alert));
        budget.fallback().ifPresent(model -> out.text(Tag.FALLBACK, model));
    }

    private static Budget budget(Fields in) {
        return new Budget(
                in.text(Tag.ID),
                owner(in),
                in.text(Tag.NAME),
                Parts.subject(in),
                Parts.caps(in),
                in.flag(Tag.STRICT),
                in.integers(Tag.ALERT),
                in.optionalText(Tag.FALLBACK),
                !in.flag(Tag.INACTIVE));
    }

    private static String owner(Fields in) {
        return in.text(Tag.TENANT, Tenant.DEFAULT);
    }
}

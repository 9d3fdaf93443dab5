package io.piuptime.control.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.piuptime.model.directory.Role;
import io.piuptime.model.directory.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CallerTest {
    private final Map<String, Role> own = Map.of(
            "r1", new Role("r1", "acme", "reader", Set.of("keys:read", "magic:do")),
            "r2", new Role("r2", "other", "foreign", Set.of("keys:write")));
    private final Roles roles = new Roles(id -> Optional.ofNullable(own.get(id)));

    @Test
    void may_in_the_own_tenant_what_the_roles_say_and_nothing_elsewhere() {
        Caller caller = roles.caller(user("acme", new User.Grant("viewer", Optional.empty())));
        assertThat(caller.may(Permission.KEYS_READ, Place.tenant("acme"))).isTrue();
        assertThat(caller.may(Permission.KEYS_READ, Place.team("acme", "t"))).isTrue();
        assertThat(caller.may(Permission.KEYS_WRITE, Place.tenant("acme"))).isFalse();
        assertThat(caller.reaches(Place.tenant("other"))).isFalse();
        assertThat(caller.reaches(Place.EVERYWHERE)).isFalse();
    }

    @Test
    void may_in_a_team_what_was_granted_there() {
        Caller caller = roles.caller(user("acme", new User.Grant("developer", Optional.of("t"))));
        assertThat(caller.may(Permission.KEYS_WRITE, Place.team("acme", "t"))).isTrue();
        assertThat(caller.reaches(Place.team("acme", "u"))).isFalse();
        assertThat(caller.reaches(Place.tenant("acme"))).isFalse();
        assertThat(caller.reaches(Place.team("other", "t"))).isFalse();
        assertThat(caller.maySomewhere(Permission.KEYS_WRITE)).isTrue();
        assertThat(caller.maySomewhere(Permission.USERS_READ)).isFalse();
    }

    @Test
    void has_a_tenants_own_roles_but_none_of_another_and_no_words_that_nobody_knows() {
        Caller caller = roles.caller(user(
                "acme",
                new User.Grant("r1", Optional.empty()),
                new User.Grant("r2", Optional.empty()),
                new User.Grant("gone", Optional.empty())));
        assertThat(caller.rights()).containsExactly(Permission.KEYS_READ);
    }

    @Test
    void looks_after_all_tenants_but_gets_nothing_from_teams() {
        Caller caller = roles.caller(user(
                User.EVERYWHERE,
                new User.Grant("operator", Optional.empty()),
                new User.Grant("owner", Optional.of("t"))));
        assertThat(caller.may(Permission.SNAPSHOT_RELOAD, Place.EVERYWHERE)).isTrue();
        assertThat(caller.may(Permission.KEYS_READ, Place.team("any", "t"))).isTrue();
        assertThat(caller.may(Permission.KEYS_WRITE, Place.team("any", "t"))).isFalse();
    }

    @Test
    void covers_those_who_may_no_more() {
        Caller owner = roles.caller(user("acme", new User.Grant("owner", Optional.empty())));
        Caller admin = roles.caller(user("acme", new User.Grant("admin", Optional.empty())));
        Caller lead = roles.caller(user("acme", new User.Grant("admin", Optional.of("t"))));
        Caller other = roles.caller(user("other", new User.Grant("viewer", Optional.empty())));
        Caller all = roles.caller(user(User.EVERYWHERE, new User.Grant("viewer", Optional.empty())));

        assertThat(owner.covers(admin)).isTrue();
        assertThat(admin.covers(owner)).isFalse();
        assertThat(admin.covers(lead)).isTrue();
        assertThat(lead.covers(admin)).isFalse();
        assertThat(lead.covers(lead)).isTrue();
        assertThat(owner.covers(other)).isFalse();
        assertThat(owner.covers(all)).isFalse();
        assertThat(all.covers(other)).isTrue();
        assertThat(Arrays.asList(owner, admin, lead, other, all)).allMatch(Caller.token()::covers);
    }

    @Test
    void shipped_roles_widen_from_viewer_to_owner() {
        assertThat(ShippedRole.OWNER.permissions()).containsExactlyInAnyOrder(Permission.values());
        assertThat(ShippedRole.AUDITOR.permissions())
                .allMatch(Permission::reads)
                .containsAll(ShippedRole.VIEWER.permissions());
        assertThat(ShippedRole.ADMIN.permissions()).containsAll(ShippedRole.DEVELOPER.permissions());
        assertThat(ShippedRole.VIEWER.permissions()).doesNotContain(Permission.USERS_READ);
        assertThat(ShippedRole.of("owner")).contains(ShippedRole.OWNER);
        assertThat(ShippedRole.of("OWNER")).isEmpty();
    }

    private static User user(String tenant, User.Grant... grants) {
        return new User("u", tenant, "u", List.of(grants), List.of(), true, Instant.EPOCH);
    }
}

package io.piuptime.gateway.authenticate.standing;

import io.piuptime.gateway.directory.Directory;
import io.piuptime.model.directory.Access;
import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.KeyEntry;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import io.piuptime.model.exchange.Allowance;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Owner;
import io.piuptime.model.exchange.Rights;
import io.piuptime.model.limit.Bound;
import io.piuptime.model.limit.Level;
import io.piuptime.model.limit.Limit;
import io.piuptime.model.limit.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Works out the standing of one key, from the tenant down. The default tenant, team and application are there though they have
 * no entries; everything else that a key names has to be there, and of the same tenant.
 */
final class Resolution {
    private final Directory directory;
    private final KeyEntry key;
    private final List<Access> access = new ArrayList<>();
    private final List<Bound> limits = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();
    private Optional<String> closed = Optional.empty();

    Resolution(Directory directory, KeyEntry key) {
        this.directory = directory;
        this.key = key;
    }

    /**
     * The standing.
     *
     * @param denied whether an operator denied the key on this node
     */
    Standing standing(boolean denied) {
        if (denied) {
            close("The API key is denied on this node.");
        }
        Optional<Application> application = application();
        String teamId = application.map(Application::team).orElse(Tenant.DEFAULT);
        Optional<Team> team = team(teamId);
        Optional<Tenant> tenant = tenant();
        tenant.ifPresent(entry -> level(Level.TENANT, entry.id(), entry.access(), entry.limits(), entry.active()));
        team.ifPresent(entry -> level(Level.TEAM, entry.id(), entry.access(), entry.limits(), entry.active()));
        application.ifPresent(
                entry -> level(Level.APPLICATION, entry.id(), entry.access(), entry.limits(), entry.active()));
        level(Level.KEY, key.id(), key.access(), key.limits(), true);
        key.user().ifPresent(this::user);
        budgets(teamId);
        Owner owner =
                new Owner(key.tenant(), teamId, key.application(), key.user().orElse(""));
        Caller caller = new Caller(
                key.id(),
                key.name(),
                owner,
                new Rights(access, key.permissions()),
                key.tags(),
                new Allowance(limits, budgets));
        return new Standing(key.hash(), key.lifetime(), new Origins(access), closed, caller);
    }

    private Optional<Application> application() {
        Optional<Application> found = directory
                .application(key.application())
                .filter(entry -> isOurs(entry.tenant()))
                .or(() -> unwritten(key.application())
                        .map(id ->
                                new Application(id, key.tenant(), id, id, Access.ALL, List.of(), true, Instant.EPOCH)));
        if (found.isEmpty()) {
            close("The application '" + key.application() + "' of the API key is not there.");
        }
        return found;
    }

    private Optional<Team> team(String id) {
        Optional<Team> found = directory
                .team(id)
                .filter(entry -> isOurs(entry.tenant()))
                .or(() -> unwritten(id)
                        .map(same -> new Team(same, key.tenant(), same, Access.ALL, List.of(), true, Instant.EPOCH)));
        if (found.isEmpty()) {
            close("The team '" + id + "' of the API key is not there.");
        }
        return found;
    }

    private Optional<Tenant> tenant() {
        Optional<Tenant> found = directory
                .tenant(key.tenant())
                .or(() -> unwritten(key.tenant())
                        .map(id -> new Tenant(id, id, Access.ALL, List.of(), true, Instant.EPOCH)));
        if (found.isEmpty()) {
            close("The tenant '" + key.tenant() + "' of the API key is not there.");
        }
        return found;
    }

    private void user(String id) {
        Optional<User> found = directory
                .user(id)
                .filter(entry ->
                        entry.tenant().equals(key.tenant()) || entry.tenant().equals(User.EVERYWHERE));
        if (found.isEmpty()) {
            close("The user of the API key is not there.");
        }
        found.ifPresent(entry -> level(Level.USER, id, Access.ALL, entry.limits(), entry.active()));
    }

    private void level(Level level, String id, Access allowed, List<Limit> written, boolean active) {
        if (!active) {
            close("The " + level.id() + " of the API key is switched off.");
        }
        access.add(allowed);
        if (!written.isEmpty()) {
            Subject subject = new Subject(level, id);
            written.forEach(limit -> limits.add(new Bound(subject, limit)));
        }
    }

    private void budgets(String team) {
        String tenant = key.tenant();
        budgets.addAll(directory.budgets().of(tenant, Level.TENANT, tenant));
        budgets.addAll(directory.budgets().of(tenant, Level.TEAM, team));
        budgets.addAll(directory.budgets().of(tenant, Level.APPLICATION, key.application()));
        budgets.addAll(directory.budgets().of(tenant, Level.KEY, key.id()));
        key.user().ifPresent(user -> budgets.addAll(directory.budgets().of(tenant, Level.USER, user)));
    }

    /** An entry of the default team or application is the default tenant's: those of others have none. */
    private boolean isOurs(String tenant) {
        return tenant.equals(key.tenant());
    }

    private static Optional<String> unwritten(String id) {
        return id.equals(Tenant.DEFAULT) ? Optional.of(id) : Optional.empty();
    }

    private void close(String why) {
        closed = closed.or(() -> Optional.of(why));
    }
}

package io.piuptime.control.register;

import io.piuptime.model.directory.Application;
import io.piuptime.model.directory.Budget;
import io.piuptime.model.directory.Team;
import io.piuptime.model.directory.User;
import java.util.List;

/** Entries as they are when something that they hang on goes. */
final class Switched {
    private Switched() {}

    static Team off(Team team) {
        return new Team(team.id(), team.tenant(), team.name(), team.access(), team.limits(), false, team.createdAt());
    }

    static Application off(Application application) {
        return new Application(
                application.id(),
                application.tenant(),
                application.team(),
                application.name(),
                application.access(),
                application.limits(),
                false,
                application.createdAt());
    }

    static User off(User user) {
        return new User(user.id(), user.tenant(), user.name(), user.grants(), user.limits(), false, user.createdAt());
    }

    static User granted(User user, List<User.Grant> grants) {
        return new User(user.id(), user.tenant(), user.name(), grants, user.limits(), user.active(), user.createdAt());
    }

    static Budget off(Budget budget) {
        return new Budget(
                budget.id(),
                budget.tenant(),
                budget.name(),
                budget.subject(),
                budget.caps(),
                budget.strict(),
                budget.alerts(),
                budget.fallback(),
                false);
    }
}

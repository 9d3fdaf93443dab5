package io.piuptime.control.resource;

import io.piuptime.control.api.Flaws;
import io.piuptime.control.register.Register;
import io.piuptime.model.directory.Entry;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Tenant;
import io.piuptime.model.directory.User;
import java.util.Optional;

/** Finds the tenant that a body's entry belongs to: what it was, what the body says, or the caller's own. */
final class Tenancy {
    private final Register register;

    Tenancy(Register register) {
        this.register = register;
    }

    /** A tenant that is there, as far as the caller knows. */
    String of(Form.Draft<?> draft, Optional<String> wanted, Flaws flaws) {
        Optional<String> before = draft.before().map(Entry::tenant);
        if (before.isPresent()) {
            flaws.same("tenant", wanted, before.get());
            return before.get();
        }
        String own =
                draft.caller().everywhere() ? Tenant.DEFAULT : draft.caller().tenant();
        String tenant = wanted.orElse(own);
        return tenant.equals(own)
                ? tenant
                : register.referred(draft.caller(), Tenant.class, Kind.TENANT, tenant)
                        .id();
    }

    /** The same for what may belong to none, but stand above all of them. */
    String orEverywhere(Form.Draft<?> draft, Optional<String> wanted, Flaws flaws) {
        return draft.before().isEmpty() && wanted.equals(Optional.of(User.EVERYWHERE))
                ? User.EVERYWHERE
                : of(draft, wanted, flaws);
    }
}

package io.piuptime.control;

import static java.util.Objects.requireNonNull;

import io.piuptime.control.access.Roles;
import io.piuptime.control.api.Route;
import io.piuptime.control.api.Seal;
import io.piuptime.control.keys.Keys;
import io.piuptime.control.keys.KeysApi;
import io.piuptime.control.register.Cursors;
import io.piuptime.control.register.Register;
import io.piuptime.control.resource.Ids;
import io.piuptime.control.resource.ResourcesApi;
import io.piuptime.control.resource.Workshop;
import io.piuptime.gateway.authenticate.KeyHasher;
import io.piuptime.gateway.directory.DirectoryStore;
import io.piuptime.gateway.installation.SharedAnswers;
import io.piuptime.model.directory.Kind;
import io.piuptime.model.directory.Role;
import io.piuptime.model.key.KeyText;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/** How the admin API is put together over the directory. Parts of it that are no directory's come with their routes. */
public final class Administration {
    private static final String CURSORS = "cursors of lists";
    private static final String ANSWERS = "remembered answers";

    private final Ground ground;
    private final Register register;
    private final Roles roles;
    private final Cursors cursors;

    /**
     * What it stands on.
     *
     * @param answers that all nodes remember together
     * @param changed called after each change, so that this node acts by it at once
     * @param hasher whose pepper all nodes have, so that one reads the cursors of another
     * @param random a cryptographically strong source that many threads may use
     */
    public record Ground(
            DirectoryStore store,
            SharedAnswers answers,
            Runnable changed,
            KeyHasher hasher,
            RandomGenerator random,
            InstantSource clock) {
        public Ground {
            requireNonNull(store, "store");
            requireNonNull(answers, "answers");
            requireNonNull(changed, "changed");
            requireNonNull(hasher, "hasher");
            requireNonNull(random, "random");
            requireNonNull(clock, "clock");
        }
    }

    public Administration(Ground ground) {
        this.ground = ground;
        this.register = new Register(ground.store(), ground.changed());
        this.roles = new Roles(id -> register.entries().find(Role.class, Kind.ROLE, id));
        this.cursors = new Cursors(secret(CURSORS), ground.random());
    }

    private byte[] secret(String purpose) {
        return HexFormat.of().parseHex(ground.hasher().hash(new KeyText("", purpose)));
    }

    /** The directory as callers may see and change it. */
    public Register register() {
        return register;
    }

    /** The API. Its table has the directory's routes and others. */
    public AdminApi api(AdminToken token, Door.KeyCheck check, Keys keys, List<List<Route>> others) {
        List<Route> routes = new ArrayList<>(new KeysApi(keys, register, roles, cursors).routes());
        routes.addAll(new ResourcesApi(new Workshop(register, cursors, new Ids(ground.random()), ground.clock()), roles)
                .routes());
        others.forEach(routes::addAll);
        return new AdminApi(
                new Door(token, check, register.entries(), roles),
                register,
                new Repeats(ground.answers(), new Seal(secret(ANSWERS), ground.random()), ground.clock()),
                routes);
    }
}

package io.piuptime.gateway.authorize.owned;

import io.piuptime.catalog.account.Account;
import io.piuptime.gateway.Bytes;
import io.piuptime.gateway.Exchange;
import io.piuptime.gateway.authorize.owned.ObjectReader.Told;
import io.piuptime.gateway.authorize.owned.ProviderObject.Kind;
import io.piuptime.model.catalog.Speech;
import io.piuptime.model.catalog.Wire;
import io.piuptime.model.exchange.Caller;
import io.piuptime.model.exchange.Refusal;
import io.piuptime.model.exchange.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the account that has an object, and keeps who owns what. Everything here waits for a disk. */
public final class ObjectCalls {
    /** How long a provider keeps a response. */
    private static final Duration RESPONSES_LAST = Duration.ofDays(30);

    private final Owners owners;
    private final ObjectReader reader;
    private final InstantSource clock;

    public ObjectCalls(Owners owners, ObjectReader reader, InstantSource clock) {
        this.owners = owners;
        this.reader = reader;
        this.clock = clock;
    }

    /** Reads what callers and providers tell of objects. */
    public ObjectReader reader() {
        return reader;
    }

    /**
     * The account to ask.
     *
     * @param named by the caller, if it was
     * @param wish that may name a file; empty if there is none
     * @throws RefusedException when the object is not the caller's or the account is not clear
     */
    public Account account(Exchange exchange, ObjectPath path, Optional<String> named, Bytes wish) {
        if (!path.id().isEmpty()) {
            return ofOwn(exchange, path.kind(), path.id(), named, "id");
        }
        if (path.makes(exchange.head().method())) {
            owners.check();
            if (path.kind() == Kind.BATCH) {
                mayAskAnyModel(exchange);
                Optional<String> file = reader.inputFile(wish);
                if (file.isPresent()) {
                    return ofOwn(exchange, Kind.FILE, file.get(), named, "input_file_id");
                }
            }
        }
        return chosen(exchange, named);
    }

    /** Where an account has objects of a kind. */
    public static Speech speech(Account account, Kind kind) {
        Optional<Speech> responses = account.provider().speech(Wire.OPENAI_RESPONSES);
        return (kind == Kind.RESPONSE ? responses.or(account::openAi) : account.openAi())
                .orElseThrow(() -> new IllegalStateException(
                        "speech of '" + account.provider().name() + "': not OpenAI's (expected: it)"));
    }

    /**
     * Refuses to go on after an object that is not the caller's.
     *
     * @throws RefusedException when it is not
     */
    public void mayFollow(Exchange exchange, Kind kind, String id, String provider) {
        Account _ = ofOwn(exchange, kind, id, Optional.of(provider), "after");
    }

    /**
     * Keeps for good whose a new object is, and its files.
     *
     * @throws RefusedException when that fails
     */
    public void keep(Exchange exchange, Kind kind, Told told) {
        add(exchange, kind, told.id(), told.expires());
        keepFiles(exchange, told);
    }

    /**
     * Keeps for good whose a response is.
     *
     * @throws RefusedException when that fails
     */
    public void keepResponse(Exchange exchange, String id) {
        add(exchange, Kind.RESPONSE, id, Optional.of(now().plus(RESPONSES_LAST)));
    }

    /** An object is deleted at its provider. */
    public void deleted(Exchange exchange, String id) {
        owners.remove(id, exchange.provider());
    }

    /** Those of some objects that are the caller's, in the same order, with their files kept. */
    public List<Told> own(Exchange exchange, Kind kind, List<Told> objects) {
        String provider = exchange.provider();
        String owner = owner(exchange);
        Set<String> owned = new HashSet<>();
        for (ProviderObject object : owners.find(objects.stream().map(Told::id).toList())) {
            if (object.kind() == kind
                    && object.owner().equals(owner)
                    && object.provider().equals(provider)) {
                owned.add(object.id());
            }
        }
        List<Told> kept =
                objects.stream().filter(told -> owned.contains(told.id())).toList();
        kept.forEach(told -> keepFiles(exchange, told));
        return kept;
    }

    /** Whether an object of this id is the caller's, at whatever provider. */
    Optional<ProviderObject> own(Exchange exchange, Kind kind, String id, Optional<String> provider) {
        List<ProviderObject> found = owners.find(List.of(id)).stream()
                .filter(object -> object.kind() == kind && object.owner().equals(owner(exchange)))
                .filter(object -> provider.isEmpty() || provider.get().equals(object.provider()))
                .toList();
        if (found.size() > 1) {
            throw unclear(
                    "has '" + id + "'",
                    found.stream().map(ProviderObject::provider).sorted().toList());
        }
        return found.stream().findFirst();
    }

    /** Whether an object of this id was made through this gateway, by whomever. */
    boolean isKnown(Kind kind, String id) {
        return owners.find(List.of(id)).stream().anyMatch(object -> object.kind() == kind);
    }

    private Account ofOwn(Exchange exchange, Kind kind, String id, Optional<String> named, String param) {
        return own(exchange, kind, id, named)
                .flatMap(object -> exchange.snapshot().accounts().find(object.provider()))
                .filter(account -> account.openAi().isPresent())
                .orElseThrow(() -> none(kind, id, param));
    }

    /** The same for an id that is nobody's and one that is somebody else's. */
    static RefusedException none(Kind kind, String id, String param) {
        String message = switch (kind) {
            case FILE -> "No such File object: " + id;
            case BATCH -> "No batch found with id '" + id + "'.";
            case RESPONSE -> "Response with id '" + id + "' not found.";
        };
        return new RefusedException(new Refusal.NoSuchObject(message, param));
    }

    /**
     * Keeps for good whose the files are that an object made: they are told again and again, and noted once.
     *
     * @throws RefusedException when that fails
     */
    public void keepFiles(Exchange exchange, Told told) {
        for (String file : told.files()) {
            if (own(exchange, Kind.FILE, file, Optional.of(exchange.provider())).isEmpty()) {
                add(exchange, Kind.FILE, file, Optional.empty());
            }
        }
    }

    private void add(Exchange exchange, Kind kind, String id, Optional<Instant> expires) {
        owners.add(new ProviderObject(id, kind, exchange.provider(), owner(exchange), now(), expires));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What a batch asks stands in its file, which nobody here reads. */
    private static void mayAskAnyModel(Exchange exchange) {
        Caller caller = exchange.caller().orElseThrow();
        if (!caller.rights().models().isEmpty()) {
            throw new RefusedException(new Refusal.Forbidden("The key '" + caller.name()
                    + "' may not make batches, which can name any model (expected: a key that may use all models)."));
        }
    }

    private static Account chosen(Exchange exchange, Optional<String> named) {
        List<Account> able = exchange.snapshot().accounts().openAi();
        // many imitate OpenAI's chat beside their own format, and not its objects: those are asked only by name
        List<Account> meant = able.stream()
                .filter(account -> named.map(account.provider().name()::equals).orElseGet(() -> isOpenAi(account)))
                .toList();
        if (meant.size() != 1) {
            throw unclear(
                    named.map(name -> "is called '" + (name.length() > 100 ? name.substring(0, 100) + "…" : name) + "'")
                            .orElse("is meant"),
                    able.stream().map(account -> account.provider().name()).toList());
        }
        return meant.getFirst();
    }

    private static boolean isOpenAi(Account account) {
        Wire own = account.provider().own().wire();
        return own == Wire.OPENAI_CHAT || own == Wire.OPENAI_RESPONSES;
    }

    private static RefusedException unclear(String what, List<String> names) {
        return new RefusedException(new Refusal.BadRequest(
                "provider: it is not clear which one " + what + " (expected: the query parameter 'provider' or the"
                        + " header 'x-piup-provider' with "
                        + (names.isEmpty()
                                ? "a configured provider that speaks OpenAI's format"
                                : "one of: " + String.join(", ", names))
                        + ")",
                "unclear_provider",
                "provider"));
    }

    private static String owner(Exchange exchange) {
        return exchange.caller().orElseThrow().keyId();
    }
}

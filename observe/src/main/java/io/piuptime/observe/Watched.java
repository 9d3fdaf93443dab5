package io.piuptime.observe;

/** A value that lives elsewhere in the process and is read when the meters are. */
public enum Watched {
    EXCHANGES_IN_FLIGHT("piup.exchanges.in.flight", Kind.LEVEL, "Exchanges between their head and their end"),
    STREAMS_OPEN("piup.streams.open", Kind.LEVEL, "Streamed replies between their head and their end"),
    QUEUE_WAITING("piup.queue.waiting", Kind.LEVEL, "Exchanges that wait for a place at a target"),
    QUEUE_TURNED_AWAY(
            "piup.queue.turned.away", Kind.TOTAL, "Exchanges that could not wait for a place, as too many did"),
    HEDGES("piup.hedges", Kind.TOTAL, "Second targets asked while the first was slow with its first word"),
    HEDGES_WON("piup.hedges.won", Kind.TOTAL, "Second targets that answered before the first"),
    BUFFERED_BYTES("piup.buffered.bytes", Kind.LEVEL, "Request and reply bytes held in memory"),
    JOURNAL_DEGRADED("piup.journal.degraded", Kind.LEVEL, "1 while usage records are kept in memory only"),
    JOURNAL_BACKLOG("piup.journal.backlog", Kind.LEVEL, "Usage records that wait in memory for a file"),
    JOURNAL_DAMAGED("piup.journal.damaged", Kind.TOTAL, "Files of the journal that could not be read to their end"),
    JOURNAL_LOST("piup.journal.lost", Kind.TOTAL, "Usage records lost"),
    ACCESS_EVENTS_DROPPED(
            "piup.access.events.dropped", Kind.TOTAL, "Access events dropped because their sink was slow"),
    LOG_LINES_DROPPED("piup.log.lines.dropped", Kind.TOTAL, "Log lines dropped because their sink was slow"),
    SNAPSHOT_REVISION("piup.snapshot.revision", Kind.LEVEL, "Revision of the configuration in force"),
    RELOAD_FAILURES("piup.reload.failures", Kind.TOTAL, "Configurations that were refused"),
    ENGINE_METRICS_FAILURES(
            "piup.engine.metrics.failures", Kind.TOTAL, "Questions for the load of engines that were not answered"),
    CONDITIONS_UNDECIDED(
            "piup.conditions.undecided",
            Kind.TOTAL,
            "Conditions of targets that could not be decided, and so did not hold"),
    TARGET_STANDING(
            "piup.target.standing",
            Kind.LEVEL,
            "How a target is doing: 0 well, 1 nearly exhausted, 2 cooling, 3 open, 4 dead"),
    TARGET_IN_FLIGHT("piup.target.in.flight", Kind.LEVEL, "Requests under way at a target"),
    CREDENTIALS_DEAD("piup.credentials.dead", Kind.LEVEL, "Credentials that their providers refuse"),
    PRESSURE("piup.pressure.level", Kind.LEVEL, "How near the process is to its limits: 0 green to 3 black"),
    SHED("piup.shed", Kind.TOTAL, "Exchanges and connections refused, and streams cut, for want of room"),
    LIMITS_REFUSED("piup.limits.refused", Kind.TOTAL, "Exchanges refused since limits of a measure were reached"),
    LIMITS_WAITING("piup.limits.waiting", Kind.LEVEL, "Exchanges that wait for limits"),
    LIMITS_COUNTED("piup.limits.counted", Kind.LEVEL, "Limits of which something is counted on this node"),
    LIMITS_CUT_OFF("piup.limits.cut.off", Kind.LEVEL, "1 while limits go by this node's part, as the store is away"),
    LIMITS_UNANSWERED(
            "piup.limits.unanswered", Kind.TOTAL, "Questions for parts of limits that the store did not answer"),
    BUDGET_REFUSED("piup.budget.refused", Kind.TOTAL, "Attempts that were not made, as too little money was left"),
    BUDGET_REFUSED_FOR_STORE(
            "piup.budget.refused.for.store",
            Kind.TOTAL,
            "Attempts that were not made, as the database was away and what was leased is spent"),
    BUDGET_ALERTS(
            "piup.budget.alerts",
            Kind.TOTAL,
            "Thresholds of budgets that were passed, at the node that was first to see it"),
    BUDGET_ALERT_FAILURES(
            "piup.budget.alert.failures",
            Kind.TOTAL,
            "Times that somebody should have been told of a threshold and was not"),
    MONEY_RESERVATIONS("piup.money.reservations", Kind.LEVEL, "Attempts under way that have reserved money"),
    MONEY_STORE_FAILURES(
            "piup.money.store.failures", Kind.TOTAL, "Times that the database could not be asked for money"),
    MONEY_JOURNAL_FAILING("piup.money.journal.failing", Kind.LEVEL, "1 while the money journal cannot be written"),
    DIRECTORY_AGE(
            "piup.directory.age.seconds",
            Kind.LEVEL,
            "For how long nothing was heard of the store of keys, 0 while it is heard"),
    KEYS("piup.keys", Kind.LEVEL, "Keys in the directory");

    /** What a value does over time. */
    public enum Kind {
        /** It goes up and down. */
        LEVEL,
        /** It only grows. */
        TOTAL
    }

    private final String meter;
    private final Kind kind;
    private final String description;

    Watched(String meter, Kind kind, String description) {
        this.meter = meter;
        this.kind = kind;
        this.description = description;
    }

    public String meter() {
        return meter;
    }

    public Kind kind() {
        return kind;
    }

    public String description() {
        return description;
    }
}

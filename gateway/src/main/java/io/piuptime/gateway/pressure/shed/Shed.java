package io.piuptime.gateway.pressure.shed;

/** What was refused or cut for want of room, by reason. */
public enum Shed {
    BATCH("batch"),
    FAIR_SHARE("fair-share"),
    EVERYTHING("black"),
    MODEL("model"),
    CONNECTION("connection"),
    STREAM("stream");

    private final String label;

    Shed(String label) {
        this.label = label;
    }

    /** As meters name it. */
    public String label() {
        return label;
    }
}

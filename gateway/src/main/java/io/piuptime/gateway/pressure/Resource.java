package io.piuptime.gateway.pressure;

/** What a process can run short of. */
public enum Resource {
    PROCESSOR("processor time"),
    HEAP("memory"),
    DIRECT_MEMORY("memory for buffers"),
    DESCRIPTORS("files and connections"),
    QUEUE("room in its queue");

    private final String words;

    Resource(String words) {
        this.words = words;
    }

    /** What a caller is told. */
    public String words() {
        return words;
    }
}

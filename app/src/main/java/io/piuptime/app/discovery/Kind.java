package io.piuptime.app.discovery;

import java.util.Arrays;
import java.util.Optional;

/** A kind of server that can be told from others by what it answers. */
enum Kind {
    OLLAMA("ollama", "ollama", "library"),
    VLLM("vllm", "vllm", "vllm"),
    LLAMA_CPP("llamacpp", "llama-cpp", "llamacpp"),
    LM_STUDIO("lmstudio", "lmstudio", "organization_owner"),
    SGLANG("sglang", "sglang", "sglang");

    private final String offeredAs;
    private final String row;
    private final String owner;

    Kind(String offeredAs, String row, String owner) {
        this.offeredAs = offeredAs;
        this.row = row;
        this.owner = owner;
    }

    String offeredAs() {
        return offeredAs;
    }

    /** The catalogue's row for it. */
    String row() {
        return row;
    }

    /** The kind that says of its models that this one owns them. */
    static Optional<Kind> ownedBy(String owner) {
        return Arrays.stream(values()).filter(kind -> kind.owner.equals(owner)).findFirst();
    }
}

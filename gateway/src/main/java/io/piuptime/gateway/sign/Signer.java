package io.piuptime.gateway.sign;

import java.util.Optional;

/** Makes proofs that have to be computed or fetched. Used from many threads. */
public interface Signer {
    /** The proof if it can be made at once; empty if others have to be asked first. Never waits. */
    Optional<Proof> atOnce(Draft draft);

    /**
     * The proof, after however much waiting.
     *
     * @throws io.piuptime.model.exchange.RefusedException when it cannot be made
     */
    Proof waiting(Draft draft);
}

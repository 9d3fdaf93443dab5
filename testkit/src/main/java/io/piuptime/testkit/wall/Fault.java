package io.piuptime.testkit.wall;

import java.io.IOException;

/** What a model of the wall does with an attempt. */
@FunctionalInterface
interface Fault {
    /** Answers, or does not; returns whether the connection can take another request. */
    boolean play(Visit visit) throws IOException;
}

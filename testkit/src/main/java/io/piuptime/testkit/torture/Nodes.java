package io.piuptime.testkit.torture;

import io.piuptime.testkit.torture.history.JournalHistory;
import java.util.List;
import java.util.OptionalLong;

/** Nodes of one installation, each a process with stores that it reaches over connections of its own. */
public interface Nodes extends AutoCloseable {
    /** How many. */
    int count();

    /** Where each of them listens, whether it lives or not. */
    List<Integer> ports();

    /** A key that all of them know, of which the limited have {@link Torture#LIMIT} requests in {@link Torture#WINDOW}. */
    String key(Crowd crowd);

    /** Ends one as if its power were cut from the process: SIGKILL. */
    void kill(int node);

    /** Starts it again with its data; returns when it answers. */
    void restart(int node);

    /** Stops its threads, or lets them go on. */
    void freeze(int node, boolean frozen);

    /** Cuts it off from both stores without a word, or joins it again. */
    void partition(int node, boolean cut);

    /** How many questions Redis has not answered one, as it says itself; empty if it says nothing. */
    OptionalLong unanswered(int node);

    /** Sets the only budget that binds a crowd's key. Returns its id. */
    String budget(Crowd crowd, long micros);

    /** What the ledger says after all is quiet. */
    Ledger ledger();

    /** What each node has written down of its money, since the beginning. */
    List<JournalHistory> journals();

    @Override
    void close();
}

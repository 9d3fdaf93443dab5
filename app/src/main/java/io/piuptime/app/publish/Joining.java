package io.piuptime.app.publish;

import io.piuptime.app.config.publish.Published;
import java.util.List;

/** Puts published documents under the configuration of a node. */
public interface Joining {
    /** Takes a document into force. Returns what is wrong with it; nothing if it is in force now. */
    List<String> join(Published document);

    /** What would be wrong with a document. */
    List<String> check(Published document);
}

package io.piuptime.testkit.script;

/** How a reply ends. */
public enum Ending {
    /** As HTTP wants it. */
    COMPLETE,
    /** The connection is closed, in the middle or not: the reader sees an end of file. */
    FIN,
    /** The connection is reset (on HTTP/2 the stream): the reader sees an error. */
    RST,
    /** It does not: nothing more is sent and the connection stays open. */
    HANG
}

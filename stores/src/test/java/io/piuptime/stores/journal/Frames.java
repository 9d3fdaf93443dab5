package io.piuptime.stores.journal;

import io.piuptime.model.usage.UsageRecord;
import io.piuptime.stores.journal.codec.PayloadWriter;
import io.piuptime.stores.journal.codec.RecordCodec;

/** Frames that this program does not write. */
final class Frames {
    private Frames() {}

    /** A frame that holds, of a record in a form of another version. */
    static Frame withVersion(UsageRecord usage, int version) {
        PayloadWriter out = new PayloadWriter(512, Frame.HEADER);
        RecordCodec.write(usage, out);
        out.bytes()[Frame.HEADER] = (byte) version;
        return Frame.around(out);
    }
}
